package dev.muster.provider;

import dev.muster.model.ByteSize;
import java.util.List;

/// What a restore did.
///
/// @param files how many names it made or looked at; 0 where nobody counted
/// @param written bytes that it wrote
/// @param unchanged bytes that were there already
/// @param notes what is not as it was, one sentence each; few
/// @param lost files whose content is in no copy of the vault any more, each with the reason
public record RestoreReport(
        long files, ByteSize written, ByteSize unchanged, List<String> notes, List<String> lost) {
    /// Of a restore that brings back all or fails, and counts nothing.
    public static final RestoreReport COMPLETE =
            new RestoreReport(0, ByteSize.ZERO, ByteSize.ZERO, List.of(), List.of());

    public RestoreReport {
        notes = List.copyOf(notes);
        lost = List.copyOf(lost);
    }
}
