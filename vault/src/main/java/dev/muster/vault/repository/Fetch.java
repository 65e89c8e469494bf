package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// One read from a pack, and what is to be written from it.
///
/// @param pieces sorted by their blob's place
record Fetch(ObjectHash pack, int from, int length, List<Target> pieces) {
    /// Gaps up to this are read along rather than skipped.
    private static final int GAP = 1 << 20;

    /// No read is longer, unless a blob is.
    private static final int LIMIT = 8 << 20;

    /// A piece and the file that it belongs to.
    record Target(RestoreTarget file, FileReading.Piece piece) {
        BlobRef blob() {
            return piece.blob();
        }
    }

    /// Plans the reads: packs one after another, each from front to back; all of a pack where more
    /// than half of it is needed.
    static List<Fetch> plan(List<Target> targets, Map<ObjectHash, Integer> sizes) {
        List<Target> sorted = new ArrayList<>(targets);
        sorted.sort(
                Comparator.<Target, ObjectHash>comparing(
                                target -> target.blob().pack(), Fetch::order)
                        .thenComparingInt(target -> target.blob().offset()));
        List<Fetch> fetches = new ArrayList<>();
        int first = 0;
        while (first < sorted.size()) {
            int end = first;
            ObjectHash pack = sorted.get(first).blob().pack();
            while (end < sorted.size() && sorted.get(end).blob().pack().equals(pack)) {
                end++;
            }
            ofPack(sorted.subList(first, end), sizes.getOrDefault(pack, 0), fetches);
            first = end;
        }
        return fetches;
    }

    private static int order(ObjectHash one, ObjectHash other) {
        int order = Long.compareUnsigned(one.a(), other.a());
        return order != 0 ? order : Long.compareUnsigned(one.b(), other.b());
    }

    private static void ofPack(List<Target> targets, int packSize, List<Fetch> fetches) {
        int gap = needed(targets) > packSize / 2 ? Integer.MAX_VALUE : GAP;
        int first = 0;
        int end = targets.getFirst().blob().end();
        for (int i = 1; i < targets.size(); i++) {
            BlobRef blob = targets.get(i).blob();
            int start = targets.get(first).blob().offset();
            if (blob.offset() - end > gap || (blob.end() - start > LIMIT && blob.offset() >= end)) {
                fetches.add(of(targets.subList(first, i), end));
                first = i;
            }
            end = Math.max(end, blob.end());
        }
        fetches.add(of(targets.subList(first, targets.size()), end));
    }

    private static long needed(List<Target> targets) {
        long needed = 0;
        int last = -1;
        for (Target target : targets) {
            if (target.blob().offset() != last) {
                last = target.blob().offset();
                needed += target.blob().stored();
            }
        }
        return needed;
    }

    private static Fetch of(List<Target> targets, int end) {
        BlobRef first = targets.getFirst().blob();
        // with the head, which has the pack's key: it would be asked for alone otherwise
        int from = first.offset() <= PackHead.LIMIT ? 0 : first.offset();
        return new Fetch(first.pack(), from, end - from, List.copyOf(targets));
    }
}
