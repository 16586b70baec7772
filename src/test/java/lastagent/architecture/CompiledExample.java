package lastagent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Compiles a few lines of Java into a folder, for rules to look at. */
final class CompiledExample {

    private static final Pattern CLASS_NAME = Pattern.compile("class (\\w+)");

    private CompiledExample() {}

    /** The folder with the class files of these sources, one class each. */
    static Path of(List<String> sources, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString(), "-proc:none"));
        for (String source : sources) {
            arguments.add(write(source, folder).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("javac on %s", sources).isZero();
        return folder;
    }

    private static Path write(String source, Path folder) {
        Matcher name = CLASS_NAME.matcher(source);
        assertThat(name.find()).isTrue();
        try {
            return Files.writeString(folder.resolve(name.group(1) + ".java"), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
