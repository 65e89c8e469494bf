package dev.muster.operations.upkeep;

import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.operations.SmallFiles;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the last scrub ended: a small file on this machine. Without it a round begins again.
final class ScrubPlace {
    private final Path file;

    ScrubPlace(Path file) {
        this.file = file;
    }

    private List<String> lines() {
        return SmallFiles.read(file).map(text -> text.lines().toList()).orElse(List.of());
    }

    Map<RegionId, String> after() {
        Map<RegionId, String> after = new HashMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].equals("after") && Names.isLabel(words[1])) {
                after.put(new RegionId(words[1]), words[2]);
            }
        }
        return after;
    }

    Optional<Instant> last() {
        return lines().stream()
                .filter(line -> line.startsWith("ended "))
                .flatMap(line -> instant(line.substring("ended ".length())).stream())
                .findFirst();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }

    void write(Map<RegionId, String> after, Instant ended) {
        StringBuilder text = new StringBuilder("ended " + ended + "\n");
        after.forEach((region, name) ->
                text.append("after ").append(region).append(' ').append(name).append('\n'));
        SmallFiles.write(file, text.toString());
    }
}
