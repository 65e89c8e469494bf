package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.processes.LocalPorts;
import dev.muster.processes.RollLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The ports of one demo.
///
/// They lie below those that Linux hands out for outgoing connections, and are claimed by a lock
/// file for as long as the demo lives: between looking for a free port and listening on it, no
/// other demo and no client can take it.
///
/// @param first of a block of [#COUNT]
record DemoPorts(int first, RollLock claim) implements AutoCloseable {
    static final int COUNT = 8;

    private static final int LOWEST = 20_000;
    private static final int BLOCKS = 1_500;
    private static final int TRIES = 200;

    int front() {
        return first;
    }

    int frontControl() {
        return first + 1;
    }

    int databaseNorth() {
        return first + 2;
    }

    int databaseSouth() {
        return first + 3;
    }

    int applicationNorth() {
        return first + 4;
    }

    int applicationSouth() {
        return first + 5;
    }

    static DemoPorts claim(Path root, RandomGenerator random) throws IOException {
        Path claims = Files.createDirectories(root.resolve("ports"));
        for (int i = 0; i < TRIES; i++) {
            int first = LOWEST + COUNT * random.nextInt(BLOCKS);
            Optional<RollLock> claim = RollLock.tryLock(claims.resolve(Integer.toString(first)));
            if (claim.isPresent()) {
                if (allFree(first)) {
                    return new DemoPorts(first, claim.get());
                }
                claim.get().close();
            }
        }
        throw DemoErrors.NO_PORTS.error(
                "no "
                        + COUNT
                        + " free ports between "
                        + LOWEST
                        + " and "
                        + (LOWEST + COUNT * BLOCKS - 1),
                "ss -ltn");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + COUNT; port++) {
            try {
                LocalPorts.requireFreeEverywhere(port);
            } catch (IOException inUse) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        claim.close();
    }
}
