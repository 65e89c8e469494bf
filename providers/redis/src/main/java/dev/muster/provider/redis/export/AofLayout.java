package dev.muster.provider.redis.export;

/// The files of an append-only file, as a server of a version reads them.
public final class AofLayout {
    /// Of Redis before 7: the dump with the commands behind it.
    public static final String SINGLE = "appendonly.aof";

    /// Of Redis 7 on: a folder with a manifest.
    public static final String FOLDER = "appendonlydir";

    public static final String BASE = FOLDER + "/appendonly.aof.1.base.rdb";
    public static final String COMMANDS = FOLDER + "/appendonly.aof.1.incr.aof";
    public static final String MANIFEST = FOLDER + "/appendonly.aof.manifest";

    private AofLayout() {}

    public static String manifest() {
        return """
        file appendonly.aof.1.base.rdb seq 1 type b
        file appendonly.aof.1.incr.aof seq 1 type i
        """;
    }
}
