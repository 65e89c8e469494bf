package dev.muster.vault.repository;

import java.util.List;
import java.util.Optional;

/// Evidence of drills and recoveries: small, signed, written once, with one copy as its home. Safe
/// for many threads and many processes.
public final class EvidenceRecords {
    private static final String PREFIX = "evidence/";

    private final RecordShelf shelf;

    EvidenceRecords(RecordShelf shelf) {
        this.shelf = shelf;
    }

    /// Keeps a record, unless there is one. Durable at home when it returns.
    ///
    /// @param name of small letters, digits, hyphens and slashes
    /// @return what is kept there now: the argument, or what was there before
    public byte[] putIfAbsent(String name, byte[] content) {
        return shelf.put(object(name), content);
    }

    /// Empty if the home has none of that name.
    public Optional<byte[]> get(String name) {
        return shelf.get(object(name));
    }

    /// All names, in order.
    public List<String> names() {
        return shelf.names(PREFIX).stream().map(it -> it.substring(PREFIX.length())).toList();
    }

    private static String object(String name) {
        RecordShelf.requireName(name);
        return PREFIX + name;
    }
}
