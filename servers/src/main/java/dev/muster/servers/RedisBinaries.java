package dev.muster.servers;

import dev.muster.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/// Where the program of one Redis is.
///
/// @param bin the folder with `redis-server`
public record RedisBinaries(Path bin) {
    /// The one that tests bring (Redis 6.2), put below a cache folder by whoever comes first.
    public static RedisBinaries embedded(Path cache) {
        byte[] program = program();
        Path bin = cache.toAbsolutePath().resolve("redis-" + Digest.of(program).brief());
        Path target = bin.resolve("redis-server");
        try {
            if (!Files.isExecutable(target)) {
                Files.createDirectories(bin);
                Path draft = Files.createTempFile(bin, "redis-server", ".draft");
                Files.write(draft, program);
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException error) {
            throw ServersErrors.UNPACK.error(
                    "Redis could not be put into " + bin + ": " + error, "df -h " + cache, error);
        }
        return new RedisBinaries(bin);
    }

    /// The one in a folder, such as `/usr/bin`.
    public static RedisBinaries installed(Path bin) {
        return new RedisBinaries(bin);
    }

    private static byte[] program() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        String resource =
                arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
        try (InputStream stream =
                RedisBinaries.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream != null) {
                return stream.readAllBytes();
            }
        } catch (IOException error) {
            throw ServersErrors.UNPACK.error(resource + " cannot be read: " + error, "", error);
        }
        throw ServersErrors.NO_BINARIES.error(
                "no Redis is brought for " + arch, "install the platform's redis-server");
    }
}
