package lastagent.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page of a replay in a real browser: Debian's chromium. Nothing is downloaded for it. Where there is no chromium the
 * test is skipped and says so, unless {@code LASTAGENT_REQUIRE_LAB=1} makes that a failure.
 *
 * <p>{@code LASTAGENT_SCREENSHOTS=FOLDER} has it leave a picture of each size there; docs/replay.png is one of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayPageIT {

    private static final List<Path> BROWSERS = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
            .map(Path::of)
            .toList();

    private Optional<Playwright> playwright = Optional.empty();
    private Optional<Browser> browser = Optional.empty();

    private Path page = Path.of("not written yet");

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        page = Files.writeString(folder.resolve("replay.html"), HtmlReport.of(MadeUpMonth.report(true)));
        Optional<Path> chromium = BROWSERS.stream().filter(Files::isExecutable).findFirst();
        if (chromium.isEmpty()) {
            return;
        }
        Playwright started = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = Optional.of(started);
        browser = Optional.of(started.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox"))));
    }

    @AfterAll
    void close() {
        browser.ifPresent(Browser::close);
        playwright.ifPresent(Playwright::close);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280, desktop", "DARK, 1280, desktop", "LIGHT, 390, phone", "DARK, 390, phone"})
    void asksNobodyForAnythingAndIsReadableByEverybody(ColorScheme colours, int width, String device)
            throws IOException {
        List<String> requests = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = browser()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(colours).setViewportSize(width, 900))) {
            context.onRequest(request -> requests.add(request.url()));
            context.onConsoleMessage(message -> complaints.add(message.text()));
            Page shown = context.newPage();
            shown.navigate(page.toUri().toString());

            assertThat(requests).containsExactly(page.toUri().toString());
            assertThat(complaints)
                    .as("the page keeps its own content security policy")
                    .isEmpty();
            assertThat(shown.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing sticks out at the side")
                    .isEqualTo(true);
            screenshot(shown, colours, device);
            shown.locator("summary").all().forEach(summary -> summary.click());
            assertThat(seriousFaults(shown)).isEmpty();
            assertThat(requests).hasSize(1);
        }
    }

    @Test
    void hasItsStyleInSpiteOfItsPolicy() {
        try (BrowserContext context = browser().newContext()) {
            Page shown = context.newPage();
            shown.navigate(page.toUri().toString());

            assertThat(shown.evaluate("getComputedStyle(document.querySelector('section')).borderRadius"))
                    .isEqualTo("12px");
        }
    }

    @SuppressWarnings("unchecked") // axe's result, as Playwright hands JSON over
    private static List<String> seriousFaults(Page shown) throws IOException {
        shown.evaluate(axe());
        List<Map<String, Object>> violations = (List<Map<String, Object>>)
                shown.evaluate("async () => (await axe.run()).violations.map(v => ({impact: v.impact, id: v.id,"
                        + " where: v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')}))");
        return violations.stream()
                .filter(violation -> List.of("serious", "critical").contains(violation.get("impact")))
                .map(violation -> violation.get("id") + ": " + violation.get("where"))
                .toList();
    }

    private static String axe() throws IOException {
        try (InputStream script = Objects.requireNonNull(ReplayPageIT.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void screenshot(Page shown, ColorScheme colours, String device) {
        Optional.ofNullable(System.getenv("LASTAGENT_SCREENSHOTS"))
                .map(Path::of)
                .ifPresent(screenshots -> {
                    Page.ScreenshotOptions whole = new Page.ScreenshotOptions().setFullPage(true);
                    shown.screenshot(whole.setPath(screenshots.resolve(device + "-" + colours + ".png")));
                    if (device.equals("desktop") && colours == ColorScheme.LIGHT) {
                        double end = shown.locator("section").nth(4).boundingBox().y;
                        shown.screenshot(
                                whole.setPath(screenshots.resolve("replay.png")).setClip(130, 0, 1020, end));
                    }
                });
    }

    private Browser browser() {
        if (browser.isEmpty()) {
            String message = "No browser: none of " + BROWSERS;
            assertThat(System.getenv("LASTAGENT_REQUIRE_LAB"))
                    .as("%s, and LASTAGENT_REQUIRE_LAB says that there must be one", message)
                    .isNotEqualTo("1");
            abort(message);
        }
        return browser.orElseThrow();
    }
}
