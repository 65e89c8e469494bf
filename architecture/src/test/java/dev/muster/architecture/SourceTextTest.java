package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    private static final int LONG = 300;
    private static final int TOO_LONG = 500;
    private static final Pattern VAR = Pattern.compile("(?m)^(?!\\s*//).*\\bvar\\s+\\w+\\s*[=:]");
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("public (?:[a-z-]+ )*?(?:class|record|interface|enum) .*");

    private final House house = House.here();

    @Test
    void typesAreWrittenOut() {
        assertThat(matching(VAR)).isEmpty();
    }

    @Test
    void packagesTellWhatTheyAreForAndWhatTheyMayKnow() {
        Set<String> silent = new TreeSet<>();
        for (Path file : house.sources()) {
            if (file.endsWith("package-info.java")) {
                String text = House.read(file);
                if (!text.startsWith("///")
                        || !text.replace("\n///", "").contains("ay depend on")) {
                    silent.add(place(file));
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void publicTypesOfTheContractsAreDocumented() {
        Set<String> silent = new TreeSet<>();
        for (String module : List.of("model", "kind", "provider-api")) {
            for (Path file : house.sourcesIn(module)) {
                if (!isDocumented(House.read(file).lines().toList())) {
                    silent.add(place(file));
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private static boolean isDocumented(List<String> lines) {
        boolean documented = false;
        for (String line : lines) {
            if (PUBLIC_TYPE.matcher(line).matches()) {
                return documented;
            }
            documented = !line.isEmpty() && (documented || line.startsWith("///"));
        }
        return true;
    }

    @Test
    void filesStayShortEnoughToBeRead() {
        List<Path> files = house.sources();
        assertThat(files).isNotEmpty();
        assertThat(longerThan(files, TOO_LONG)).isEmpty();
        // mostly short: one in ten may be long where splitting would hide the whole
        assertThat(longerThan(files, LONG)).hasSizeLessThanOrEqualTo(files.size() / 10);
    }

    private Set<String> longerThan(List<Path> files, int limit) {
        return files.stream()
                .filter(file -> House.read(file).lines().count() > limit)
                .map(this::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> matching(Pattern pattern) {
        return house.sources().stream()
                .filter(file -> pattern.matcher(House.read(file)).find())
                .map(this::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String place(Path file) {
        return house.root().relativize(file).toString();
    }
}
