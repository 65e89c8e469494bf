package dev.muster.provider.postgresql.recovered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that runs on a data folder of this host, as its lock file tells.
///
/// @param pid of its first process
/// @param ready whether it says that it takes connections
record Postmaster(long pid, boolean ready) {
    private static final Pattern REPLAYING = Pattern.compile("startup recovering ([0-9A-F]{24})");
    private static final int STATUS_LINE = 7;

    /// Empty if none runs there.
    static Optional<Postmaster> of(Path data) {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        boolean ready =
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        return runsIn(pid, data) ? Optional.of(new Postmaster(pid, ready)) : Optional.empty();
    }

    /// The lock file of a server that was killed stays, and its pid may be another's by now; but
    /// every process of PostgreSQL works inside its data folder.
    private static boolean runsIn(long pid, Path data) {
        try {
            Path folder = Path.of("/proc/" + pid + "/cwd");
            return Files.isSameFile(folder, data);
        } catch (IOException ended) {
            return false;
        }
    }

    boolean isAlive(Path data) {
        return runsIn(pid, data);
    }

    /// The name of the segment that it replays, from the title of its startup process.
    Optional<String> replaying() {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> title(child.pid()))
                .map(REPLAYING::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static String title(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }

    /// The port of a lock file, whether a server runs there or not.
    static OptionalLong port(Path data) {
        try {
            List<String> lines =
                    Files.readAllLines(data.resolve("postmaster.pid"), StandardCharsets.UTF_8);
            boolean known = lines.size() > 3 && lines.get(3).strip().matches("[0-9]{1,5}");
            return known
                    ? OptionalLong.of(Long.parseLong(lines.get(3).strip()))
                    : OptionalLong.empty();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }
}
