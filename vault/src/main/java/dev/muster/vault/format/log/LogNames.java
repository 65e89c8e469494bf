package dev.muster.vault.format.log;

import dev.muster.model.ComponentId;
import dev.muster.vault.format.ObjectNames;
import java.util.Locale;

/// The names of captured log.
public final class LogNames {
    private LogNames() {}

    public static String prefix(ComponentId source) {
        return "logs/" + source + "/";
    }

    public static String of(LogHead head) {
        return prefix(head.source()) + line(head.start().line()) + "/" + segment(head);
    }

    /// A line as part of a name.
    public static String line(String line) {
        return ObjectNames.part(line);
    }

    /// The last part of a segment's name; sorts by epoch and number.
    public static String segment(LogHead head) {
        return String.format(
                Locale.ROOT,
                "%010d-%010d-%016x",
                head.epoch().number(),
                head.number(),
                head.spool());
    }

    /// All histories of a source.
    public static String histories(ComponentId source) {
        return "histories/" + source + "/";
    }

    /// All contents that a history's name was kept with.
    public static String histories(ComponentId source, String name) {
        return histories(source) + ObjectNames.part(name) + "/";
    }
}
