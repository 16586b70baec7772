package lastagent.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.NullMarked;

/** Conditions on declarations that ArchUnit has no words for. */
final class Statics {

    /** Types whose objects change, or exist only to be changed. */
    private static final List<Class<?>> MUTABLE = List.of(
            AbstractCollection.class,
            AbstractMap.class,
            java.util.concurrent.ConcurrentMap.class,
            java.util.Queue.class,
            Lock.class,
            StringBuilder.class,
            java.util.Random.class);

    private Statics() {}

    static ArchCondition<JavaField> notBeMutable() {
        return new ArchCondition<>("be final and of a type that does not change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                boolean changes = MUTABLE.stream().anyMatch(field.getRawType()::isAssignableTo);
                boolean generated = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                String message = field.getFullName() + " is static and can change";
                events.add(new SimpleConditionEvent(field, generated || (isFinal && !changes), message));
            }
        };
    }

    static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package with @NullMarked in its package-info") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                String message = "the package of " + type.getName() + " has no package-info with @NullMarked";
                events.add(new SimpleConditionEvent(type, marked, message));
            }
        };
    }
}
