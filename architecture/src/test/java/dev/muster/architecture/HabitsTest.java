package dev.muster.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HabitsTest {
    private static final List<String> UNWANTED =
            List.of(
                    "com.google.inject.",
                    "jakarta.inject.",
                    "javax.inject.",
                    "java.util.logging.",
                    "lombok.",
                    "org.apache.logging.",
                    "org.springframework.");

    private static final Set<String> EMPTY_NAMES =
            Set.of(
                    "base", "common", "core", "helper", "helpers", "impl", "manager", "misc",
                    "util");

    private static final Set<String> CONTRACTS =
            Set.of("model", "kind", "strategy", "plan", "record", "provider-api");

    private final House house = House.here();

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.muster.(**)").should().beFreeOfCycles().check(house.classes());
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (JavaClass type : house.classes()) {
            packages.add(type.getPackageName());
            if (type.getSimpleName().equals("package-info")
                    && type.isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                marked.add(type.getPackageName());
            }
        }
        assertThat(marked).isNotEmpty().containsExactlyElementsOf(packages);
    }

    @Test
    void packagesAreNamedByWhatTheyAreFor() {
        assertThat(house.classes().stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name ->
                        assertThat(name.split("\\.")).doesNotContainAnyElementsOf(EMPTY_NAMES));
    }

    @Test
    void nothingInjectsOrLogsBehindTheBack() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : house.classes()) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getName())
                    .filter(name -> UNWANTED.stream().anyMatch(name::startsWith))
                    .forEach(name -> violations.add(type.getName() + " knows " + name));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void oneExceptionCrossesRooms() {
        assertThat(house.classes())
                .filteredOn(type -> type.isAssignableTo(Throwable.class) && isPublic(type))
                .extracting(JavaClass::getName)
                .containsExactly("dev.muster.model.MusterException");
    }

    private boolean isContract(JavaClass type) {
        return CONTRACTS.contains(house.moduleOf(type).orElseThrow());
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(HabitsTest::isPublic).orElse(true);
    }

    @Test
    void contractsDoNotAskForOptionals() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : house.classes()) {
            if (!isContract(type) || !isPublic(type) || type.isNestedClass()) {
                continue;
            }
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                boolean ofRecord = type.isRecord() && unit.isConstructor();
                if (!ofRecord
                        && unit.getModifiers().contains(JavaModifier.PUBLIC)
                        && unit.getRawParameterTypes().stream()
                                .anyMatch(it -> it.isEquivalentTo(Optional.class))) {
                    violations.add(unit.getFullName());
                }
            }
        }
        assertThat(violations).isEmpty();
    }
}
