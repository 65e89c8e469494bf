package dev.muster.provider;

import dev.muster.model.ByteSize;
import java.util.List;

/// What was seen of a data store.
///
/// @param version as it names itself, such as `PostgreSQL 15.18`
/// @param size of its data
/// @param notes what a user should know but that stops nothing, one sentence each
public record Examination(String version, ByteSize size, List<String> notes) {
    public Examination {
        notes = List.copyOf(notes);
    }
}
