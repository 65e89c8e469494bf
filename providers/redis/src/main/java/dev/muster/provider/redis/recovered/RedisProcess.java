package dev.muster.provider.redis.recovered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A server that runs on a data folder of this host.
public record RedisProcess(long pid) {
    private static final String FILE = "redis.pid";

    /// Empty if none runs there. The file of a server that was killed stays, and its pid may be
    /// another's by now; but a server works inside its data folder.
    public static Optional<RedisProcess> on(Path data) {
        try {
            String text = Files.readString(data.resolve(FILE), StandardCharsets.US_ASCII).strip();
            if (!text.matches("[1-9][0-9]{0,9}")) {
                return Optional.empty();
            }
            long pid = Long.parseLong(text);
            boolean there = Files.isSameFile(Path.of("/proc/" + pid + "/cwd"), data);
            return there ? Optional.of(new RedisProcess(pid)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
