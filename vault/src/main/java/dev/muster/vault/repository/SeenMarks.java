package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How far each history of a vault had come when somebody looked. A vault that shows less later was
/// put back to an older state, or its newer copies do not answer.
///
/// @param marks by history, numbers of a fixed width, so that a greater text is a newer state
public record SeenMarks(Map<String, String> marks) {
    private static final String NUMBERS = "runs/numbers/epochs/";

    public static final SeenMarks NONE = new SeenMarks(Map.of());

    public SeenMarks {
        marks = new TreeMap<>(marks);
    }

    /// As the copies that answer show it. Only what is signed counts: names alone could be planted.
    public static SeenMarks of(Vault vault) {
        Map<String, String> marks = new LinkedHashMap<>();
        KeyView keys = vault.keys();
        for (ComponentId source : vault.sources()) {
            vault.newest(source).ifPresent(place -> marks.put("backups of " + source, place));
        }
        marks.put("archive key", text(keys.current(Role.ARCHIVE).number()));
        marks.put("secrets key", text(keys.current(Role.SECRETS).number()));
        marks.put("removed keys", text(keys.retirements().size()));
        newestRun(vault).ifPresent(number -> marks.put("runs", number));
        return new SeenMarks(marks);
    }

    private static String text(int number) {
        return String.format(Locale.ROOT, "%010d", number);
    }

    private static Optional<String> newestRun(Vault vault) {
        List<StoredObject> numbers = vault.copies().list(NUMBERS);
        for (StoredObject object : numbers.reversed()) {
            if (isSigned(vault, object.name())) {
                return Optional.of(object.name().substring(NUMBERS.length()));
            }
        }
        return Optional.empty();
    }

    private static boolean isSigned(Vault vault, String name) {
        try {
            return vault.copies().read(name, vault.trust()).isPresent();
        } catch (MusterException foreign) {
            return false;
        }
    }

    /// One mark a line.
    String encode() {
        StringBuilder text = new StringBuilder();
        marks.forEach((name, mark) -> text.append(mark).append(' ').append(name).append('\n'));
        return text.toString();
    }

    /// Lines that are none are left out: the file is a help, and not worth an error.
    static SeenMarks decode(String text) {
        Map<String, String> marks = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                marks.put(line.substring(space + 1), line.substring(0, space));
            }
        }
        return new SeenMarks(marks);
    }

    /// The newer of both, history by history.
    public SeenMarks and(SeenMarks other) {
        Map<String, String> newest = new TreeMap<>(marks);
        other.marks.forEach((name, mark) ->
                newest.merge(name, mark, (one, two) -> one.compareTo(two) < 0 ? two : one));
        return new SeenMarks(newest);
    }

    /// What was seen before and is not there now, in sentences; empty in health.
    public List<String> missing(SeenMarks now) {
        List<String> missing = new ArrayList<>();
        marks.forEach((name, mark) -> {
            String shown = now.marks.getOrDefault(name, "");
            if (shown.compareTo(mark) < 0) {
                missing.add(
                        name
                                + ": "
                                + mark
                                + " was seen, "
                                + (shown.isEmpty() ? "none" : shown)
                                + " is there");
            }
        });
        return missing;
    }
}
