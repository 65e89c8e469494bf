package dev.muster.vault.repository;

import dev.muster.vault.format.BlobPlace;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.Section;
import dev.muster.vault.repository.MapWalk.Part;
import dev.muster.vault.repository.SectionStream.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the sections again that lead to what was moved, each once, however many backups share it.
/// What a section says stays as it is, byte for byte, and so its id. One thread.
final class MapRewriter {
    private final MapWalk walk;
    private final SectionStream sections;
    private final Set<ObjectHash> leaving;
    private final Map<Spot, BlobRef> moved;
    private final Map<Spot, Place> written = new HashMap<>();
    private final Map<Spot, Set<ObjectHash>> needs = new HashMap<>();
    private final Map<Set<ObjectHash>, Set<ObjectHash>> shared = new HashMap<>();

    /// @param leaving the packs that nothing may point into any more
    /// @param moved where content lies now
    MapRewriter(
            MapWalk walk,
            SectionStream sections,
            Set<ObjectHash> leaving,
            Map<Spot, BlobRef> moved) {
        this.walk = walk;
        this.sections = sections;
        this.leaving = leaving;
        this.moved = moved;
    }

    /// Where the section lies now.
    Place write(Part part) {
        Spot spot = Spot.of(part.ref());
        Place known = written.get(spot);
        if (known != null) {
            return known;
        }
        walk.parts(part).stream().filter(Part::isSection).forEach(this::write);
        byte[] bytes = walk.bytes(part);
        ObjectHash own = part.ref().pack();
        String name = "section " + part.ref().id();
        boolean stays =
                !leaving.contains(own)
                        && Section.places(name, bytes, own).stream()
                                .allMatch(place -> place(place).equals(place));
        Place place =
                stays
                        ? Place.earlier(part.ref())
                        : sections.add(() -> Section.moved(name, bytes, own, this::place));
        written.put(spot, place);
        return place;
    }

    private BlobPlace place(BlobPlace old) {
        Spot spot = Spot.of(old);
        Place section = written.get(spot);
        if (section != null) {
            return section.ref().place();
        }
        BlobRef content = moved.get(spot);
        return content == null ? old : content.place();
    }

    /// Reads what was written, and tells all packs that it leads to: what cannot be read fails
    /// here, before anything counts.
    Set<ObjectHash> needs(Part part) {
        ObjectHash own = part.ref().pack();
        if (part.sort() == MapWalk.Sort.CONTENT) {
            return Set.of(own);
        }
        if (part.sort() == MapWalk.Sort.BASE) {
            walk.bytes(part);
            return Set.of(own);
        }
        Spot spot = Spot.of(part.ref());
        Set<ObjectHash> known = needs.get(spot);
        if (known != null) {
            return known;
        }
        Set<ObjectHash> all = new HashSet<>(Set.of(own));
        List<Part> parts = walk.parts(part);
        parts.forEach(each -> all.addAll(needs(each)));
        Set<ObjectHash> same = shared.computeIfAbsent(all, it -> it);
        needs.put(spot, same);
        return same;
    }
}
