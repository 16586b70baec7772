package lastagent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows of docs/architecture.md hold, and each rule that says so can fail. */
class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("lastagent");

    @ParameterizedTest
    @EnumSource
    void theServiceKeeps(ArchitectureRule rule) {
        rule.rule().check(SERVICE);
    }

    @ParameterizedTest
    @EnumSource
    void aBadExampleBreaks(ArchitectureRule rule, @TempDir Path folder) throws IOException {
        JavaClasses example = new ClassFileImporter().importPath(CompiledExample.of(rule.badExample(), folder));

        assertThat(rule.rule().evaluate(example).hasViolation()).isTrue();
    }
}
