package dev.muster.datafolder;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a restored server writes its messages: beside its data folder, `DATA.log`.
public final class ServerLog {
    private static final int TAIL = 4096;

    private ServerLog() {}

    public static Path of(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /// How long it is, to tell later what was written since.
    public static long length(Path data) throws IOException {
        return Files.exists(of(data)) ? Files.size(of(data)) : 0;
    }

    /// The last of what was written since it was that long.
    public static String tail(Path data, long since) throws IOException {
        Path log = of(data);
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(since, file.length() - TAIL);
            file.seek(start);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }
}
