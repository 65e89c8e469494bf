package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import java.util.List;

/// What catching copies up did.
///
/// @param objects how many were copied
/// @param bytes how much
/// @param problems what could not be copied, and why; empty if every copy that answers has
///   everything
public record CatchUpReport(int objects, ByteSize bytes, List<String> problems) {
    public CatchUpReport {
        problems = List.copyOf(problems);
    }
}
