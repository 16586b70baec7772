import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lastagent.asterisk.cdr.CallerLookUp;
import lastagent.asterisk.cdr.CdrDatabase;
import lastagent.asterisk.cdr.CdrFeed;
import lastagent.asterisk.cdr.CdrHistory;
import lastagent.asterisk.cdr.CdrSource;
import lastagent.asterisk.cdr.CdrRecord;
import lastagent.asterisk.cdr.CdrTable;
import lastagent.asterisk.cdr.Peers;
import lastagent.asterisk.cdr.SourceHealth;
import lastagent.core.call.AgentPatterns;
import lastagent.core.call.CallerId;
import lastagent.core.call.CallerNumber;
import lastagent.core.conversation.CallHistory.Reject;
import lastagent.numbers.PhoneNumberPlan;

/**
 * The recipe's query and the service's catch-up, by turns on the same tables: what one call waits for.
 *
 * <p>{@code Recipe PORT SIZE…}: the tables are {@code cdr_SIZE}, the smallest first, and {@code bare_SIZE} of the second one,
 * without any index. Half of the numbers are of callers who were answered in the table's last hour, half of strangers; the seed
 * is printed. The recipe's connection is open already, which is more than its dialplan has.
 */
final class Recipe {

    private static final int WARM_UP = 300;
    private static final int ROUNDS = 600;
    private static final double FASTER = 300;
    private static final double GROWTH = 1.3;
    private static final Duration LOOK_BACK = Duration.ofMinutes(60);

    private static final AgentPatterns AGENTS = new AgentPatterns(List.of("PJSIP/2*"));
    private static final InstantSource CLOCK = InstantSource.fixed(FreePbxCdr.END);

    private static final CdrTable.Limits LIMITS = new CdrTable.Limits(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final CdrTable.Limits WITHOUT_INDEX =
            new CdrTable.Limits(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final Random random;
    private final String server;
    private final Connection connection;
    private final PhoneNumberPlan numbers = new PhoneNumberPlan(Optional.of("UA"), List.of(), Set.of());
    private final Set<CallerNumber> found = ConcurrentHashMap.newKeySet();
    private final AtomicInteger missed = new AtomicInteger();
    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

    private Recipe(int port, long seed) throws SQLException {
        this.random = new Random(seed);
        this.server = "mysql://lastagent@127.0.0.1:" + port + "/asteriskcdrdb#";
        this.connection = DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + port + "/asteriskcdrdb?sslMode=disable", "lastagent", "");
    }

    public static void main(String[] arguments) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed + ", load average " + load());
        Recipe recipe = new Recipe(Integer.parseInt(arguments[0]), seed);
        boolean kept = recipe.run(Arrays.asList(arguments).subList(1, arguments.length));
        System.out.println("load average " + load());
        System.out.println(kept ? "ok" : "FAILED");
        System.exit(kept ? 0 : 1);
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }

    private boolean run(List<String> sizes) throws Exception {
        List<String> real = realCallers("cdr_" + sizes.getFirst(), CallerLookUp.LONGEST_TALK);
        Map<String, CallerLookUp> lookUps = new LinkedHashMap<>();
        for (String size : sizes) {
            lookUps.put(size, lookUp("cdr_" + size));
        }
        for (int i = 0; i < WARM_UP; i++) {
            for (CallerLookUp lookUp : lookUps.values()) {
                lookUp.learnOf(number(caller(real, i)));
            }
        }
        nanos.clear();
        missed.set(0);
        int wrong = 0;
        for (String size : sizes) {
            wrong += unknownAfterTheWindow("cdr_" + size);
        }
        String bare = sizes.get(Math.min(1, sizes.size() - 1));
        try (CdrTable unindexed = new CdrTable(
                CdrDatabase.of(server + "bare_" + bare), ZoneOffset.UTC, Map.of(), WITHOUT_INDEX)) {
            for (int round = 0; round < ROUNDS; round++) {
                String caller = caller(real, round);
                for (String size : sizes) {
                    found.clear();
                    timed("catch-up   " + size, () -> lookUps.get(size).learnOf(number(caller)));
                    wrong += found.contains(number(caller)) == (round % 2 == 0) ? 0 : 1;
                    if (round % repetitions(size) == 0) {
                        timed("recipe     " + size, () -> recipe(size, caller));
                    }
                }
                if (round % 30 == 0) {
                    timed("no index   " + bare, () -> unindexed.read(from(), last7(caller), new Nobody()));
                }
            }
        }
        lookUps.values().forEach(CallerLookUp::close);
        return report(sizes, wrong);
    }

    /** How many of the last hour's callers the window's reading leaves out, which look-ups rely on: none. */
    private int unknownAfterTheWindow(String table) throws SQLException {
        Set<CallerNumber> memory = new HashSet<>();
        try (CdrTable window = new CdrTable(CdrDatabase.of(server + table), ZoneOffset.UTC, Map.of(), WITHOUT_INDEX)) {
            CdrHistory history = new CdrHistory(window, "pbx", numbers, Peers.of(AGENTS));
            new CdrFeed("pbx", history, () -> LOOK_BACK, talk -> memory.add(talk.caller()), new SourceHealth("pbx"), CLOCK)
                    .turn();
        }
        return (int) realCallers(table, LOOK_BACK).stream()
                .filter(caller -> !memory.contains(number(caller)))
                .count();
    }

    // The whole table each time: at ten million, minutes go by.
    private static int repetitions(String size) {
        return switch (size.length()) {
            case 1, 2, 3, 4, 5, 6 -> 5;
            case 7 -> 12;
            default -> 60;
        };
    }

    private String caller(List<String> real, int round) {
        return round % 2 == 0
                ? real.get(random.nextInt(real.size()))
                : "050" + String.format(Locale.ROOT, "%07d", random.nextInt(10_000_000));
    }

    private CallerNumber number(String caller) {
        return switch (numbers.read(caller, 0)) {
            case CallerId.Subscriber subscriber -> subscriber.number();
            case CallerId.Unusable unusable -> throw new IllegalStateException(caller + " is " + unusable.why());
        };
    }

    private static Instant from() {
        return FreePbxCdr.END.minus(LOOK_BACK).minus(CallerLookUp.LONGEST_TALK);
    }

    private static String last7(String caller) {
        return caller.substring(caller.length() - 7);
    }

    /** Callers who were answered in the table's end, from so long ago on. */
    private List<String> realCallers(String table, Duration earliest) throws SQLException {
        List<String> callers = new ArrayList<>();
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
        String span = " WHERE calldate BETWEEN '" + time.format(FreePbxCdr.END.minus(earliest)) + "' AND '"
                + time.format(FreePbxCdr.END.minusSeconds(600)) + "'";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT src FROM " + table + span
                        + " AND channel LIKE 'Local/%;2' AND disposition = 'ANSWERED'")) {
            while (rows.next()) {
                callers.add(rows.getString(1));
            }
        }
        return callers;
    }

    private CallerLookUp lookUp(String table) {
        CallerLookUp lookUp = new CallerLookUp(
                "pbx",
                () -> new CdrTable(CdrDatabase.of(server + table), ZoneOffset.UTC, Map.of(), LIMITS),
                numbers,
                AGENTS,
                () -> LOOK_BACK,
                () -> FreePbxCdr.END.minus(CdrFeed.PAUSE),
                talk -> found.add(talk.caller()),
                new SourceHealth("pbx"),
                why -> missed.incrementAndGet(),
                task -> Thread.ofVirtual().start(task),
                CLOCK);
        for (int attempt = 0; attempt < 20 && !lookUp.isReady(); attempt++) {
            lookUp.tend();
        }
        if (!lookUp.isReady()) {
            throw new IllegalStateException(table + " is not asked");
        }
        return lookUp;
    }

    // The second line of the recipe, with what Asterisk puts into it.
    private void recipe(String size, String caller) throws SQLException {
        String hour = DateTimeFormatter.ofPattern("yyyy-MM-dd HH", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(FreePbxCdr.END);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select dstchannel from cdr_" + size + " where clid like '%"
                        + caller + "' and calldate like '" + hour + "%'")) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
    }

    private void timed(String what, Step step) throws Exception {
        long began = System.nanoTime();
        step.run();
        nanos.computeIfAbsent(what, key -> new ArrayList<>()).add(System.nanoTime() - began);
    }

    private boolean report(List<String> sizes, int wrong) {
        System.out.printf("%-22s %6s %12s %12s %12s%n", "what", "times", "median ms", "95 % ms", "longest ms");
        nanos.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            List<Long> sorted = entry.getValue().stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %6d %12.3f %12.3f %12.3f%n",
                    entry.getKey(),
                    sorted.size(),
                    sorted.get(sorted.size() / 2) / 1e6,
                    sorted.get(sorted.size() * 95 / 100) / 1e6,
                    sorted.getLast() / 1e6);
        });
        boolean kept = true;
        for (String size : sizes) {
            double faster = median("recipe     " + size) / median("catch-up   " + size);
            boolean demanded = size.equals("1000000");
            System.out.printf(Locale.ROOT, "at %s rows the catch-up is %.0f times faster than the recipe%s%n", size,
                    faster, demanded ? " (at least 300)" : "");
            kept &= !demanded || faster >= FASTER;
        }
        double growth = median("catch-up   " + sizes.getLast()) / median("catch-up   " + sizes.getFirst());
        System.out.printf(Locale.ROOT, "the catch-up at %s rows takes %.2f times its time at %s (at most 1.3)%n",
                sizes.getLast(), growth, sizes.getFirst());
        System.out.printf("%d look-ups without an answer in 150 ms, %d with a wrong one%n", missed.get(), wrong);
        return kept && growth <= GROWTH && wrong == 0;
    }

    private double median(String what) {
        List<Long> sorted = nanos.getOrDefault(what, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** What is timed. */
    private interface Step {
        void run() throws Exception;
    }

    /** Whom nothing is told of. */
    private static final class Nobody implements CdrSource.Rows {
        @Override
        public void row(CdrRecord row) {}

        @Override
        public void rejected(Reject reject) {}
    }
}
