package dev.muster.record;

import dev.muster.model.Address;
import dev.muster.model.Fence;
import dev.muster.model.RecoveryPoint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a step found out, for the steps after it and for the reader of the record.
///
/// @param fence how sure it is that the old side takes no more writes
/// @param point the recovery point that was brought back
/// @param reached the moment that the data stands at, in the store's own words
/// @param address where the thing is reached now
/// @param checks what was verified, in order
/// @param notes anything else worth a line, by a short name; a value over 2,000 characters is cut
public record Details(
        Optional<Fence> fence,
        Optional<RecoveryPoint> point,
        Optional<String> reached,
        Optional<Address> address,
        List<Check> checks,
        SortedMap<String, String> notes) {
    public static final Details NONE =
            new Details(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Collections.emptySortedMap());

    private static final int LONGEST_NOTE = 2_000;
    private static final int MOST_NOTES = 64;

    public Details {
        checks = List.copyOf(checks);
        notes = copy(notes);
    }

    /// Cuts instead of refusing: what is noted stands after the effect, and a long answer must not
    /// turn a step that is done into one that failed.
    private static SortedMap<String, String> copy(SortedMap<String, String> notes) {
        SortedMap<String, String> copy = new TreeMap<>();
        notes.forEach((name, value) -> {
            if (copy.size() < MOST_NOTES) {
                copy.put(
                        name,
                        value.length() <= LONGEST_NOTE
                                ? value
                                : value.substring(0, LONGEST_NOTE - 3) + "...");
            }
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    public Details withFence(Fence grade) {
        return new Details(Optional.of(grade), point, reached, address, checks, notes);
    }

    public Details withPoint(RecoveryPoint restored) {
        return new Details(fence, Optional.of(restored), reached, address, checks, notes);
    }

    public Details withReached(String position) {
        return new Details(fence, point, Optional.of(position), address, checks, notes);
    }

    public Details withAddress(Address where) {
        return new Details(fence, point, reached, Optional.of(where), checks, notes);
    }

    public Details withChecks(List<Check> made) {
        return new Details(fence, point, reached, address, made, notes);
    }

    public Details withNote(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(notes);
        more.put(name, value);
        return new Details(fence, point, reached, address, checks, more);
    }
}
