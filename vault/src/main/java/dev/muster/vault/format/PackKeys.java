package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which keys open the packs of a backup, or of an index segment.
///
/// @param archives the archive keys that some of the packs are sealed to
/// @param drills the drill keys that all of the packs are sealed to
public record PackKeys(Set<KeyId> archives, Set<KeyId> drills) {
    public PackKeys {
        archives = new LinkedHashSet<>(archives);
        drills = new LinkedHashSet<>(drills);
    }

    public static PackKeys of(Recipients recipients) {
        return new PackKeys(
                Set.of(recipients.archiveId()), new LinkedHashSet<>(recipients.drillIds()));
    }

    /// Whether packs like these may be used again by a backup for these recipients: all of its
    /// drills can read them, and none lies under an archive key that somebody stole.
    public boolean serve(Recipients recipients, Set<KeyId> exposed) {
        return drills.containsAll(recipients.drillIds())
                && archives.stream().noneMatch(exposed::contains);
    }

    /// What holds for both together.
    public PackKeys and(PackKeys other) {
        Set<KeyId> all = new LinkedHashSet<>(archives);
        all.addAll(other.archives);
        Set<KeyId> common = new LinkedHashSet<>(drills);
        common.retainAll(other.drills);
        return new PackKeys(all, common);
    }

    void write(Encoder out) {
        write(out, archives);
        write(out, drills);
    }

    private static void write(Encoder out, Set<KeyId> ids) {
        List<KeyId> sorted = new ArrayList<>(ids);
        sorted.sort((one, other) -> Long.compareUnsigned(one.value(), other.value()));
        out.varint(sorted.size());
        sorted.forEach(id -> out.u64(id.value()));
    }

    static PackKeys read(Decoder in) {
        return new PackKeys(ids(in), ids(in));
    }

    private static Set<KeyId> ids(Decoder in) {
        Set<KeyId> ids = new LinkedHashSet<>();
        for (int left = in.count(8); left > 0; left--) {
            ids.add(new KeyId(in.u64()));
        }
        return ids;
    }
}
