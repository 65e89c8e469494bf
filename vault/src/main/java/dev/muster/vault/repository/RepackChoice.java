package dev.muster.vault.repository;

import dev.muster.vault.format.ObjectHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which packs to give up: those of which little is needed, and small ones that can be joined.
final class RepackChoice {
    private final Map<ObjectHash, LiveBlobs.InPack> chosen = new LinkedHashMap<>();
    private long bytes;
    private long moved;

    private RepackChoice() {}

    /// @param sizes what packs are there, and their bytes
    static RepackChoice of(LiveBlobs live, Map<ObjectHash, Integer> sizes, RepackRules rules) {
        RepackChoice choice = new RepackChoice();
        Map<Boolean, List<ObjectHash>> small = new HashMap<>();
        live.packs()
                .forEach((pack, needed) -> {
                    Integer size = sizes.get(pack);
                    if (size == null) {
                        return;
                    }
                    if (needed.bytes() * 100 <= (long) size * rules.percent()) {
                        choice.choose(pack, needed, size);
                    } else if (size < RepackRules.small(needed.sections()).bytes()) {
                        small.computeIfAbsent(needed.sections(), _ -> new ArrayList<>()).add(pack);
                    }
                });
        small.values().stream()
                .filter(packs -> packs.size() >= rules.join())
                .flatMap(List::stream)
                .forEach(pack -> {
                    LiveBlobs.InPack needed = live.packs().get(pack);
                    Integer size = sizes.get(pack);
                    if (needed != null && size != null) {
                        choice.choose(pack, needed, size);
                    }
                });
        return choice;
    }

    private void choose(ObjectHash pack, LiveBlobs.InPack needed, int size) {
        chosen.put(pack, needed);
        bytes += size;
        moved += needed.bytes();
    }

    /// In the order in which the newest backups meet them.
    Map<ObjectHash, LiveBlobs.InPack> packs() {
        return chosen;
    }

    /// What the packs hold.
    long bytes() {
        return bytes;
    }

    /// What of that is needed.
    long moved() {
        return moved;
    }
}
