package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Legal holds: recovery points that no rule removes, until they are released.
///
/// Each hold and each release is a signed record of its own; the highest number of a point counts,
/// and where copies differ the hold does. Only a controller can release.
public final class Holds {
    private static final String PREFIX = "holds/";

    private final Copies copies;
    private final Trust trust;
    private final CommitLog commits;
    private final VaultPorts ports;

    Holds(Copies copies, Trust trust, CommitLog commits, VaultPorts ports) {
        this.copies = copies;
        this.trust = trust;
        this.commits = commits;
        this.ports = ports;
    }

    /// @param isHeld false for a release
    /// @param reason why, for people
    public record Hold(
            ComponentId source, String point, boolean isHeld, String reason, Instant at) {}

    /// All points that are held now.
    public List<Hold> held() {
        return current().values().stream().filter(Hold::isHeld).toList();
    }

    /// What counts for each point, by source and id.
    private Map<String, Hold> current() {
        Map<String, Hold> newest = new TreeMap<>();
        Map<String, Long> numbers = new TreeMap<>();
        for (Copy copy : copies.all()) {
            for (StoredObject object : listed(copy)) {
                Optional<Hold> hold = read(copy, object.name());
                if (hold.isEmpty()) {
                    continue;
                }
                String key = hold.get().source() + "/" + hold.get().point();
                long number = number(object.name());
                long known = numbers.getOrDefault(key, 0L);
                if (number > known || (number == known && hold.get().isHeld())) {
                    newest.put(key, hold.get());
                    numbers.put(key, number);
                }
            }
        }
        return newest;
    }

    private static List<StoredObject> listed(Copy copy) {
        try {
            return copy.store().list(PREFIX);
        } catch (MusterException unreachable) {
            // a janitor needs all copies by itself; for a list the others must do
            return List.of();
        }
    }

    /// An unsigned or unreadable record neither holds nor releases; another copy's counts then.
    private Optional<Hold> read(Copy copy, String name) {
        try {
            return copy.store().get(name).map(object -> decode(name, trust.record(name, object)));
        } catch (MusterException damaged) {
            return other(name);
        }
    }

    private Optional<Hold> other(String name) {
        try {
            return copies.read(name, trust).map(whole -> decode(name, trust.record(name, whole)));
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }

    private static long number(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.matches("[0-9]{10}") ? Long.parseLong(last) : 0;
    }

    private static Hold decode(String name, byte[] content) {
        Decoder in = new Decoder(name, content);
        String source = in.text();
        Hold hold =
                new Hold(new ComponentId(source), in.text(), in.u8() == 1, in.text(), in.time());
        in.end();
        if (!name.startsWith(folder(hold.source(), hold.point()))) {
            throw in.malformed("it holds another point than it is named by");
        }
        return hold;
    }

    private static String folder(ComponentId source, String point) {
        return PREFIX + source + "/" + point + "/";
    }

    /// Holds a point; nothing happens if it is held.
    ///
    /// @throws MusterException `NO_POINT`, `CONDEMNED`
    public void hold(ComponentId source, String point, String reason, ControllerKey key) {
        VerifiedCommit found = commits.require(source, point);
        write(new Hold(source, point, true, reason, ports.timing().instant()), key);
        // put first, then looked: a janitor condemns first and reads the holds last
        for (Copy copy : copies.all()) {
            if (dooms(copy, found.commit().place())) {
                throw VaultErrors.CONDEMNED.error(
                        "recovery point "
                                + point
                                + " is being removed in "
                                + copy
                                + "; the hold may come too late",
                        "look with `muster points " + source + "` after the next prune");
            }
        }
    }

    private boolean dooms(Copy copy, String place) {
        try {
            return CondemnedLists.read(copy, copies, trust).dooms(place);
        } catch (MusterException unreachable) {
            return false;
        }
    }

    /// Ends a hold; nothing happens if there is none.
    public void release(ComponentId source, String point, String reason, ControllerKey key) {
        write(new Hold(source, point, false, reason, ports.timing().instant()), key);
    }

    private void write(Hold hold, ControllerKey key) {
        boolean isHeld =
                Optional.ofNullable(current().get(hold.source() + "/" + hold.point()))
                        .filter(Hold::isHeld)
                        .isPresent();
        if (isHeld == hold.isHeld()) {
            return;
        }
        String folder = folder(hold.source(), hold.point());
        long number =
                copies.list(folder).stream().mapToLong(it -> number(it.name())).max().orElse(0) + 1;
        String name = folder + String.format(Locale.ROOT, "%010d", number);
        byte[] content =
                new Encoder()
                        .text(hold.source().value())
                        .text(hold.point())
                        .u8(hold.isHeld() ? 1 : 0)
                        .text(hold.reason())
                        .time(hold.at())
                        .toBytes();
        Encoder out =
                ObjectKind.RECORD.begin().raw(trust.vault().toBytes()).text(name).bytes(content);
        byte[] signed = key.signing().sign(ObjectKind.RECORD, out);
        copies.put(name, signed).require(requireAll(hold));
    }

    /// A hold that one copy does not know would not hold there.
    private WriteRule requireAll(Hold hold) {
        List<Copy> required = new ArrayList<>(hold.isHeld() ? copies.all() : List.of());
        return WriteRule.requiring(
                required.stream().map(Copy::region).toArray(dev.muster.model.RegionId[]::new));
    }
}
