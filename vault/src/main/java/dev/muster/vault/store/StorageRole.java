package dev.muster.vault.store;

import java.util.List;

/// Who acts on the storage of a vault, and what the storage is asked to let each do. All may read
/// and list; nobody may replace.
///
/// The keys decide what counts; this decides what can be put there at all. It is one list for the
/// policies of buckets and for the door of a folder.
public enum StorageRole {
    /// A host that backs up: its backups, its log, and nothing else.
    SOURCE,
    /// A host that recovers: the records of its runs, and what a controller keeps.
    RESTORER,
    /// Whoever prunes, repairs and brings copies what they lack.
    JANITOR;

    private static final String PROBE = "probe/";
    private static final List<String> OF_SOURCES =
            List.of("packs/", "index/", "commits/", "logs/", "histories/", "sessions/", PROBE);
    private static final List<String> OF_RESTORERS =
            List.of("runs/", "evidence/", "strategies/", "runbooks/", "secrets/", "holds/", PROBE);

    /// What the names begin with that it may add; empty stands for all.
    public List<String> adds() {
        return switch (this) {
            case SOURCE -> OF_SOURCES;
            case RESTORER -> OF_RESTORERS;
            case JANITOR -> List.of("");
        };
    }

    public boolean mayAdd(String name) {
        return adds().stream().anyMatch(name::startsWith);
    }

    public boolean mayDelete() {
        return this == JANITOR;
    }
}
