package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// How far each history of a vault had come when somebody looked. A vault that shows less later was
/// put back to an older state, or its newer copies do not answer.
///
/// @param marks by history, numbers of a fixed width, so that a greater text is a newer state
public record SeenMarks(Map<String, String> marks) {
    private static final String NUMBERS = "runs/numbers/epochs/";
    private static final String STRATEGIES = "strategies/";
    private static final String SECRETS = "secrets/";
    private static final String VERSION = "[0-9]{9}-[0-9a-f]{8}";

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
        newestByOwner(vault).ifPresent(number -> marks.put("strategy signed by the owner", number));
        marks.putAll(secrets(vault));
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

    /// Of strategies those alone that may be run from the vault: a controller's are no loss.
    private static Optional<String> newestByOwner(Vault vault) {
        KeyId owner = KeyId.of(vault.config().ownerKey());
        return newest(
                vault.copies().list(STRATEGIES),
                name ->
                        signed(vault, name)
                                .map(it -> new SignedObject(ObjectKind.DOCUMENT, name, it).signer())
                                .filter(owner::equals)
                                .isPresent());
    }

    /// An older version of one would be an older password, and one that was ended would be back.
    private static Map<String, String> secrets(Vault vault) {
        Map<String, List<StoredObject>> byFolder = new TreeMap<>();
        for (StoredObject object : vault.copies().list(SECRETS)) {
            String name = object.name();
            String folder = name.substring(0, name.lastIndexOf('/') + 1);
            byFolder.computeIfAbsent(folder, _ -> new ArrayList<>()).add(object);
        }
        Map<String, String> marks = new TreeMap<>();
        byFolder.forEach((folder, versions) ->
                newest(versions, name -> isSigned(vault, name))
                        .ifPresent(number ->
                                marks.put(
                                        "secret "
                                                + folder.substring(
                                                                Math.min(
                                                                        SECRETS.length(),
                                                                        folder.length()))
                                                        .replace("/", ""),
                                        number)));
        return marks;
    }

    /// The number of the newest that is what it says; the versions stand in the order of names.
    private static Optional<String> newest(List<StoredObject> versions, Predicate<String> counts) {
        for (StoredObject object : versions.reversed()) {
            String last = object.name().substring(object.name().lastIndexOf('/') + 1);
            if (last.matches(VERSION) && counts.test(object.name())) {
                return Optional.of(last.substring(0, last.indexOf('-')));
            }
        }
        return Optional.empty();
    }

    private static boolean isSigned(Vault vault, String name) {
        return signed(vault, name).isPresent();
    }

    private static Optional<byte[]> signed(Vault vault, String name) {
        try {
            return vault.copies().read(name, vault.trust());
        } catch (MusterException foreign) {
            return Optional.empty();
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
