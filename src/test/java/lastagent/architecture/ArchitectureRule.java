package lastagent.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build keeps of the architecture. Each rule carries the smallest class that breaks it, so that a rule which
 * no longer catches anything fails its own test.
 */
@SuppressWarnings("ImmutableEnumChecker") // ArchUnit does not promise it, and nobody changes one
enum ArchitectureRule {
    CORE_USES_ITSELF_AND_THE_PLAIN_JDK(
            noClasses()
                    .that(resideInAPackage("lastagent.core.."))
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            "lastagent.core..",
                            "java.lang..",
                            "java.math..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify.annotations.."),
            "package lastagent.core.call; class Bad { java.nio.file.Path file; }"),

    CORE_HAS_NO_THREAD_LOG_OR_PROCESS(
            noClasses()
                    .that(resideInAPackage("lastagent.core.."))
                    .should()
                    .dependOnClassesThat(Calls.runSomethingOutsideTheCaller()),
            "package lastagent.core.call; class Bad { java.util.concurrent.ExecutorService threads; }"),

    CORE_READS_NO_CLOCK(
            noClasses()
                    .that(resideInAPackage("lastagent.core.."))
                    .should()
                    .callMethodWhere(Calls.to(System.class, "nanoTime")),
            "package lastagent.core.call; class Bad { long now() { return System.nanoTime(); } }"),

    ADAPTERS_DO_NOT_KNOW_EACH_OTHER(
            slices().assignedFrom(new Adapters()).should().notDependOnEachOther(),
            "package lastagent.asterisk.ami; public class Good {}",
            "package lastagent.store; class Bad { Class<?> other = lastagent.asterisk.ami.Good.class; }"),

    ONLY_APP_SEES_ADAPTERS(
            noClasses()
                    .that()
                    .resideOutsideOfPackages(Adapters.andApp())
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(Adapters.PACKAGES)),
            "package lastagent.store; public class Good {}",
            "package lastagent.cli; class Bad { lastagent.store.Good store; }"),

    NOTHING_DEPENDS_ON_THE_COMMAND_LINE(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("lastagent.cli..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("lastagent.cli..")),
            "package lastagent.cli; public class Good {}",
            "package lastagent.app; class Bad { lastagent.cli.Good command; }"),

    ADAPTERS_DO_NOT_DEPEND_ON_APP(
            noClasses()
                    .that()
                    .resideInAnyPackage(Adapters.PACKAGES)
                    .should()
                    .dependOnClassesThat(resideInAPackage("lastagent.app..")),
            "package lastagent.app; public class Good {}",
            "package lastagent.store; class Bad { lastagent.app.Good settings; }"),

    PACKAGES_HAVE_NO_CYCLES(
            slices().matching("lastagent.(**)").should().beFreeOfCycles(),
            "package lastagent.core.call; public class One { lastagent.core.live.Two two; }",
            "package lastagent.core.live; public class Two { lastagent.core.call.One one; }"),

    TIME_IS_HANDED_IN(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("lastagent.app..")
                    .should()
                    .callMethodWhere(Calls.thatReadTheWallClock()),
            "package lastagent.store; class Bad { java.time.Instant now() { return java.time.Instant.now(); } }"),

    THREADS_ARE_MADE_IN_ONE_PLACE(
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("lastagent.app.ServiceThreads")
                    .should()
                    .callCodeUnitWhere(Calls.thatMakeThreads()),
            "package lastagent.store; class Bad { Thread thread = new Thread(() -> {}); }"),

    SQL_STAYS_IN_THE_STORE(
            noClasses()
                    .that()
                    .resideOutsideOfPackages("lastagent.store..", "lastagent.asterisk.cdr..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..")),
            "package lastagent.app; class Bad { java.sql.Connection connection; }"),

    ONLY_THE_COMMAND_LINE_PRINTS(
            noClasses()
                    .that()
                    .resideOutsideOfPackage("lastagent.cli..")
                    .should()
                    .accessTargetWhere(Calls.thatPrint()),
            "package lastagent.app; class Bad { void say() { System.out.println(); } }"),

    STATICS_DO_NOT_CHANGE(
            fields().that().areStatic().should(Statics.notBeMutable()),
            "package lastagent.app; class Bad { static final java.util.Map<String, String> SEEN = new"
                    + " java.util.concurrent.ConcurrentHashMap<>(); static int count; }"),

    NAMES_SAY_WHAT_A_CLASS_IS(
            noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)"),
            "package lastagent.app; class CallManager {}"),

    PACKAGES_ARE_NULL_MARKED(
            classes().that().areTopLevelClasses().should(Statics.liveInANullMarkedPackage()),
            "package lastagent.app; class Bad {}");

    private final ArchRule rule;
    private final List<String> badExample;

    ArchitectureRule(ArchRule rule, String... badExample) {
        // A package that is still empty breaks nothing.
        this.rule = rule.allowEmptyShould(true);
        this.badExample = List.of(badExample);
    }

    ArchRule rule() {
        return rule;
    }

    /** Sources that compile together and break this rule. */
    List<String> badExample() {
        return badExample;
    }

    /** The packages that touch the outside world; each knows the core and nobody else. */
    private static final class Adapters implements SliceAssignment {
        private static final String[] PACKAGES = {
            "lastagent.asterisk.agi..",
            "lastagent.asterisk.ami..",
            "lastagent.asterisk.cdr..",
            "lastagent.numbers..",
            "lastagent.replay..",
            "lastagent.simulation..",
            "lastagent.store..",
            "lastagent.web.."
        };

        private static String[] andApp() {
            return Stream.concat(Arrays.stream(PACKAGES), Stream.of("lastagent.app.."))
                    .toArray(String[]::new);
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            for (String adapter : PACKAGES) {
                if (resideInAPackage(adapter).test(type)) {
                    return SliceIdentifier.of(adapter);
                }
            }
            return SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "adapters";
        }
    }
}
