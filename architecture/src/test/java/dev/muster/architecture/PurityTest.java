package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PurityTest {
    /// Core inside rooms that are not core as a whole.
    private static final Pattern CORE_PACKAGES =
            Pattern.compile(
                    "dev\\.muster\\.(engine\\.machine|vault\\.format"
                            + "|provider\\.[a-z0-9]+\\.(kind|export))(\\..*)?");

    /// Packages end with a dot; a class stands for its inner ones too.
    private static final List<String> WORLD =
            List.of(
                    "java.io.Console",
                    "java.io.File",
                    "java.io.FileDescriptor",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.ProcessHandle",
                    "java.lang.Runtime",
                    "java.lang.System$Logger",
                    "java.lang.Thread",
                    "java.lang.ThreadLocal",
                    "java.lang.management.",
                    "java.net.",
                    "java.nio.channels.",
                    "java.nio.file.",
                    "java.security.SecureRandom",
                    "java.sql.",
                    "java.time.Clock",
                    "java.time.InstantSource",
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.Timer",
                    "java.util.concurrent.",
                    "java.util.logging.",
                    "java.util.random.",
                    "javax.net.",
                    "javax.sql.",
                    "org.slf4j.",
                    "ch.qos.logback.",
                    "dev.muster.model.Timing");

    /// Values that happen to live among those.
    private static final Set<String> HARMLESS =
            Set.of(
                    "java.lang.Runtime$Version",
                    "java.net.URI",
                    "java.net.URISyntaxException",
                    "java.net.URLDecoder",
                    "java.net.URLEncoder",
                    "java.util.concurrent.TimeUnit");

    private static final Set<String> CLOCK_CALLS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Thread.sleep",
                    "java.lang.Math.random",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.systemUTC",
                    "java.time.Instant.now",
                    "java.time.InstantSource.system",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.LocalTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now");

    private static final Set<String> AMBIENT_CALLS =
            Set.of(
                    "java.lang.System.exit",
                    "java.lang.System.getenv",
                    "java.lang.System.getProperty",
                    "java.time.ZoneId.systemDefault",
                    "java.util.Locale.getDefault",
                    "java.util.TimeZone.getDefault",
                    "java.util.UUID.randomUUID");

    private static final Set<String> STREAMS =
            Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.System.in");

    private final House house = House.here();
    private final RoomTable table = RoomTable.here();

    @Test
    void theCoreKnowsNothingOfTheWorld() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : core()) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
                    .filter(PurityTest::isOfTheWorld)
                    .filter(other -> !table.excepted(type.getName()).contains(other))
                    .forEach(other -> violations.add(type.getName() + " knows " + other));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void noExceptionIsLeftOver() {
        Set<String> used = new TreeSet<>();
        for (JavaClass type : core()) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName())
                    .filter(table.excepted(type.getName())::contains)
                    .forEach(other -> used.add(type.getName() + " " + other));
        }
        Set<String> listed = new TreeSet<>();
        table.exceptions()
                .forEach((type, others) -> others.forEach(it -> listed.add(type + " " + it)));
        assertThat(used).containsExactlyElementsOf(listed);
    }

    @Test
    void theCoreAsksForNothing() {
        assertThat(accesses(core(), CLOCK_CALLS::contains)).isEmpty();
        assertThat(accesses(core(), AMBIENT_CALLS::contains)).isEmpty();
        assertThat(accesses(core(), STREAMS::contains)).isEmpty();
    }

    @Test
    void timeComesThroughTiming() {
        List<JavaClass> withoutClock =
                house.classes().stream().filter(type -> !nature(type).equals("clock")).toList();
        assertThat(withoutClock).isNotEmpty();
        assertThat(accesses(withoutClock, CLOCK_CALLS::contains)).isEmpty();
    }

    @Test
    void onlyProgramsSpeakAndEnd() {
        List<JavaClass> silent =
                house.classes().stream()
                        .filter(type -> !Set.of("cli", "app", "bench").contains(room(type).name()))
                        // a program of its own, such as the front door, has no command line
                        .filter(type -> type.tryGetMethod("main", String[].class).isEmpty())
                        .toList();
        assertThat(accesses(silent, STREAMS::contains)).isEmpty();
        assertThat(accesses(silent, "java.lang.System.exit"::equals)).isEmpty();
    }

    private List<JavaClass> core() {
        List<JavaClass> core =
                house.classes().stream()
                        .filter(type ->
                                nature(type).equals("core")
                                        || CORE_PACKAGES.matcher(type.getPackageName()).matches())
                        // the port itself
                        .filter(type -> !type.getName().equals("dev.muster.model.Timing"))
                        .toList();
        assertThat(core).isNotEmpty();
        return core;
    }

    private Room room(JavaClass type) {
        return table.ofModule(house.moduleOf(type).orElseThrow());
    }

    private String nature(JavaClass type) {
        return room(type).nature();
    }

    private static boolean isOfTheWorld(String name) {
        return !HARMLESS.contains(name)
                && WORLD.stream()
                        .anyMatch(it ->
                                it.endsWith(".")
                                        ? name.startsWith(it)
                                        : name.equals(it) || name.startsWith(it + "$"));
    }

    private static Set<String> accesses(List<JavaClass> types, Predicate<String> forbidden) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : types) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                String target =
                        access.getTargetOwner().getName() + "." + access.getTarget().getName();
                if (forbidden.test(target)) {
                    found.add(target + " in " + access.getSourceCodeLocation());
                }
            }
        }
        return found;
    }
}
