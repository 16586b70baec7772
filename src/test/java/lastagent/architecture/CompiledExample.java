package lastagent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles a few lines of Java into a folder, for rules to look at. */
final class CompiledExample {

    private static final Pattern CLASS_NAME = Pattern.compile("class (\\w+)");

    private CompiledExample() {}

    /** The folder with the class files of these sources, one class each. */
    static Path of(List<String> sources, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(folder));
            List<Path> written = new ArrayList<>();
            for (String source : sources) {
                written.add(write(source, folder));
            }
            boolean compiled = compiler.getTask(
                            null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(written))
                    .call();
            assertThat(compiled).as("javac on %s", sources).isTrue();
        }
        return folder;
    }

    private static Path write(String source, Path folder) throws IOException {
        Matcher name = CLASS_NAME.matcher(source);
        assertThat(name.find()).isTrue();
        return Files.writeString(folder.resolve(name.group(1) + ".java"), source);
    }
}
