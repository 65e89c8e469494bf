package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.PackKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where content lies that a map looks for in a pack which was lost: a later backup stored it anew,
/// and its source's index knows it by its id. Many threads.
///
/// The index is opened when something is looked for first. What it says is only where to look:
/// whoever opens a blob there checks it against the id.
final class OtherPlaces {
    private final IndexShelf shelf;
    private @Nullable List<IndexSegment> segments;

    OtherPlaces(IndexShelf shelf) {
        this.shelf = shelf;
    }

    /// @param keys what its pack is sealed to
    record Place(BlobRef blob, PackKeys keys) {}

    synchronized List<Place> of(BlobRef lost) {
        List<IndexSegment> known = segments;
        if (known == null) {
            known = List.copyOf(shelf.open(name -> false).values());
            segments = known;
        }
        List<Place> places = new ArrayList<>();
        for (IndexSegment segment : known) {
            find(segment, lost)
                    .filter(blob -> !blob.pack().equals(lost.pack()))
                    .ifPresent(blob -> places.add(new Place(blob, segment.keys())));
        }
        return places;
    }

    private static Optional<BlobRef> find(IndexSegment segment, BlobRef lost) {
        try {
            return segment.find(lost.id());
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }
}
