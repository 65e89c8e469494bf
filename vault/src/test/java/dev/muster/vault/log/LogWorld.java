package dev.muster.vault.log;

import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A vault and a spool, and the ways to use them that tests of captured log share.
final class LogWorld {
    static final LogPosition START = new LogPosition("1", 0x1000000);

    final World world;
    final Path spool;
    final Vault vault;

    LogWorld(Path folder) {
        world = new World(folder.resolve("keys"), 1, 0);
        spool = folder.resolve("spool");
        vault = world.open();
    }

    LogSpool open() {
        return open(Epoch.FIRST, spool);
    }

    LogSpool open(Epoch epoch, Path folder) {
        try {
            return LogSpool.open(vault, world.keys.source(World.ORDERS), folder, epoch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    LogArchive archive(Path folder) {
        return LogArchive.open(vault, World.ORDERS, world.keys.archive(), Optional.of(folder));
    }

    LogArchive archive() {
        return archive(spool);
    }

    /// Log that differs everywhere and compresses.
    static byte[] log(int size) {
        byte[] bytes = new byte[size];
        new Random(5).nextBytes(bytes);
        for (int i = 0; i < size; i += 3) {
            bytes[i] = 'w';
        }
        return bytes;
    }

    LogPosition append(LogSpool into, byte[] log, int from, int to) {
        world.timing.advance(Duration.ofSeconds(1));
        into.append(START.plus(from), ByteBuffer.wrap(log, from, to - from), now());
        return into.flush();
    }

    Instant now() {
        return world.timing.instant();
    }

    static byte[] read(LogArchive archive, int from, int to) {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        archive.copy(START.plus(from), START.plus(to), sink);
        return sink.toByteArray();
    }

    static List<Path> segments(Path spool) {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void copyFolder(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
