package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Timing;
import dev.muster.posix.FileTree;
import dev.muster.processes.RollLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Where demos live: a folder with one folder for each, and beside that its lock. A demo holds its
/// lock for as long as it lives, so that a killed one is told from a running one.
///
/// @param root such as `~/.cache/muster/demo`
public record DemoHome(Path root) {
    private static final Duration TURN_TAKES_AT_MOST = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int KEPT = 5;
    private static final String LOCK = ".lock";
    private static final String FINISHED = "finished";

    /// The user's.
    public static DemoHome of(Map<String, String> environment) {
        String cache = environment.get("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isBlank()
                        ? Path.of(environment.getOrDefault("HOME", "/tmp"), ".cache")
                        : Path.of(cache);
        return new DemoHome(base.resolve("muster").resolve("demo").toAbsolutePath());
    }

    /// A demo's own folder.
    record Place(Path folder, RollLock lock) implements AutoCloseable {
        /// From now on, the folder holds results and nothing that runs.
        void finish() throws IOException {
            Files.writeString(folder.resolve(FINISHED), "");
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /// Makes a folder for a new demo, and before that removes what killed demos left behind.
    Place settle(RandomGenerator random, Timing timing) throws IOException, InterruptedException {
        Files.createDirectories(root);
        try (RollLock _ = turn(timing)) {
            sweep(timing);
            while (true) {
                String id = HexFormat.of().toHexDigits((short) random.nextInt());
                Path folder = root.resolve(id);
                Optional<RollLock> lock = RollLock.tryLock(root.resolve(id + LOCK));
                if (lock.isPresent() && Files.notExists(folder)) {
                    Files.createDirectory(folder, DemoFiles.OWNER_ONLY);
                    return new Place(folder, lock.get());
                }
                lock.ifPresent(RollLock::close);
            }
        }
    }

    /// One demo at a time makes or removes folders and locks: a lock that is being removed must not
    /// be taken.
    private RollLock turn(Timing timing) throws IOException, InterruptedException {
        long deadline = timing.nanos() + TURN_TAKES_AT_MOST.toNanos();
        while (true) {
            Optional<RollLock> turn = RollLock.tryLock(root.resolve("turn"));
            if (turn.isPresent()) {
                return turn.get();
            }
            if (timing.nanos() > deadline) {
                throw DemoErrors.FOLDER.error(
                        "another demo holds "
                                + root.resolve("turn")
                                + " since more than "
                                + TURN_TAKES_AT_MOST.toSeconds()
                                + " s",
                        "see which demo hangs: fuser -v " + root.resolve("turn"));
            }
            timing.pause(LOOK_EVERY);
        }
    }

    private void sweep(Timing timing) throws IOException, InterruptedException {
        List<Path> finished = new ArrayList<>();
        for (Path folder : folders()) {
            Path lockFile = root.resolve(folder.getFileName() + LOCK);
            Optional<RollLock> lock = RollLock.tryLock(lockFile);
            if (lock.isEmpty()) {
                continue;
            }
            try (RollLock _ = lock.get()) {
                if (Files.exists(folder.resolve(FINISHED))) {
                    finished.add(folder);
                } else {
                    remove(folder, timing);
                }
            }
        }
        finished.sort(Comparator.comparingLong(DemoHome::age).reversed());
        for (Path old : finished.subList(Math.min(KEPT, finished.size()), finished.size())) {
            remove(old, timing);
        }
    }

    private void remove(Path folder, Timing timing) throws IOException, InterruptedException {
        DemoProcesses.killAll(folder, timing);
        FileTree.delete(folder);
        Files.deleteIfExists(root.resolve(folder.getFileName() + LOCK));
    }

    private static long age(Path folder) {
        try {
            return Files.getLastModifiedTime(folder.resolve(FINISHED)).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9a-f]{4}"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
