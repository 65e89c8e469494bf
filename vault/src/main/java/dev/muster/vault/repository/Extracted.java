package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import java.util.List;

/// What a restore did.
///
/// @param files how many names it made or looked at
/// @param written bytes that it wrote
/// @param unchanged bytes that were there already
/// @param notes what is not as it was, one sentence each; few
/// @param lost files whose content is in no copy any more, and why
public record Extracted(
        long files, ByteSize written, ByteSize unchanged, List<String> notes, List<Lost> lost) {
    /// A file that cannot be had.
    public record Lost(String path, String why) {}

    public Extracted {
        notes = List.copyOf(notes);
        lost = List.copyOf(lost);
    }
}
