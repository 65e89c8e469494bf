package dev.muster.provider.postgresql.log;

import dev.muster.provider.postgresql.kind.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// The past of one timeline: where it and its forebears parted.
///
/// @param timeline whose past it is
/// @param forebears oldest first; empty for a timeline that began with its cluster
public record History(int timeline, List<Forebear> forebears) {
    /// @param timeline an older timeline
    /// @param end where the next one left it
    public record Forebear(int timeline, long end) {}

    public History {
        forebears = List.copyOf(forebears);
    }

    /// Reads a history file as PostgreSQL writes it: lines of timeline, position and reason.
    ///
    /// @throws IllegalArgumentException if it is none
    public static History parse(int timeline, byte[] content) {
        List<Forebear> forebears = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                forebears.add(forebear(text));
            }
        }
        forebears.sort(Comparator.comparingInt(Forebear::timeline));
        return new History(timeline, forebears);
    }

    private static Forebear forebear(String text) {
        String[] words = text.split("\\s+");
        OptionalLong end = words.length < 2 ? OptionalLong.empty() : Lsn.parse(words[1]);
        if (end.isEmpty() || !words[0].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("not a line of a timeline history: '" + text + "'");
        }
        return new Forebear(Integer.parseInt(words[0]), end.getAsLong());
    }

    /// The timeline of this one's past that wrote the record at a position.
    public int timelineOf(long position) {
        return forebears.stream()
                .filter(forebear -> Long.compareUnsigned(position, forebear.end()) < 0)
                .mapToInt(Forebear::timeline)
                .min()
                .orElse(timeline);
    }

    /// The timeline that followed on a forebear.
    public int after(int forebear) {
        return forebears.stream()
                .mapToInt(Forebear::timeline)
                .filter(other -> other > forebear)
                .min()
                .orElse(timeline);
    }

    /// Where this timeline's past left another one; empty if that is no forebear.
    public OptionalLong endOf(int other) {
        return forebears.stream()
                .filter(forebear -> forebear.timeline() == other)
                .mapToLong(Forebear::end)
                .findFirst();
    }
}
