package dev.muster.drill.fault;

import dev.muster.drill.DrillErrors;
import dev.muster.model.Timing;
import dev.muster.processes.Folders;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.processes.ProcessTree;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A region on this machine that a drill may take away: a folder, the processes that are recorded
/// in it, and their ports.
///
/// @param folder everything that the region has
/// @param ports on the loopback address, where its processes listen
public record LocalRegion(Path folder, List<Integer> ports) {
    private static final Duration REFUSING_TAKES_AT_MOST = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final int CONNECT_MILLIS = 250;

    public LocalRegion {
        ports = List.copyOf(ports);
    }

    /// What was taken away.
    ///
    /// @param at the moment before the first process was killed
    /// @param processes how many were killed
    /// @param aside where the folder is now; nothing but a drill may look there
    public record Lost(Instant at, int processes, Path aside) {}

    /// Kills every process at once, takes the folder away, and sees that every port refuses.
    public Lost lose(Timing timing) throws InterruptedException {
        ProcessTree processes = processes();
        Instant at = timing.instant();
        int killed = processes.kill(timing);
        Path aside = aside();
        for (int port : ports) {
            awaitRefusal(port, timing);
        }
        return new Lost(at, killed, aside);
    }

    /// Stops every process where it stands: connections stay open, and nobody answers.
    ///
    /// @return how many processes stand still
    public int freeze(Timing timing) throws InterruptedException {
        return processes().freeze(timing);
    }

    /// Lets everything go on.
    public int thaw() throws InterruptedException {
        return processes().thaw();
    }

    /// Everything that is recorded in the folder or one of those just below it.
    public List<ProcessRecord> records() {
        try {
            return Folders.in(folder, 2).stream()
                    .sorted()
                    .flatMap(each -> new ProcessRoll(each).all().stream())
                    .toList();
        } catch (IOException e) {
            throw cannotBreak(e);
        }
    }

    private ProcessTree processes() {
        return new ProcessTree(records());
    }

    private Path aside() {
        for (int i = 1; ; i++) {
            Path aside = folder.resolveSibling(folder.getFileName() + ".lost-" + i);
            if (Files.notExists(aside)) {
                try {
                    return Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw cannotBreak(e);
                }
            }
        }
    }

    private RuntimeException cannotBreak(IOException e) {
        return DrillErrors.CANNOT_BREAK.error(
                "cannot take " + folder + " away: " + e.getMessage(), "ls -ld " + folder, e);
    }

    private static void awaitRefusal(int port, Timing timing) throws InterruptedException {
        long deadline = timing.nanos() + REFUSING_TAKES_AT_MOST.toNanos();
        while (answers(port)) {
            if (timing.nanos() > deadline) {
                throw DrillErrors.STILL_THERE.error(
                        "port "
                                + port
                                + " of the lost region still takes connections after "
                                + REFUSING_TAKES_AT_MOST.toSeconds()
                                + " s",
                        "ss -ltnp 'sport = :" + port + "'");
            }
            timing.pause(LOOK_EVERY);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException silent) {
            // Somebody is there who is too busy, or frozen; that is not a refusal.
            return true;
        }
    }
}
