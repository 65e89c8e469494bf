package dev.muster.processes;

import dev.muster.model.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Recorded processes with everything that came from them, and signals to all of them.
///
/// Belonging is proved: a recorded process itself by its start time, its children by descent from
/// it while it lives, and whatever carries its mark, wherever it moved and whoever its parent is
/// now.
public final class ProcessTree {
    private static final Duration KILL_TAKES_AT_MOST = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final List<ProcessRecord> records;

    public ProcessTree(ProcessRecord record) {
        this(List.of(record));
    }

    public ProcessTree(List<ProcessRecord> records) {
        this.records = List.copyOf(records);
    }

    /// What of them lives now; each recorded process before its children.
    public List<ProcessIdentity> members() {
        Map<Long, ProcessIdentity> members = new LinkedHashMap<>();
        records.forEach(record -> add(members, record));
        return List.copyOf(members.values());
    }

    private static void add(Map<Long, ProcessIdentity> members, ProcessRecord record) {
        ProcessIdentity root = record.identity();
        if (root.isAlive()) {
            members.put(root.pid(), root);
            ProcessHandle.of(root.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(child -> add(members, child.pid()));
        }
        if (ProcFiles.available()) {
            ProcFiles.withEnvironment(ProcessRecord.MARK_VARIABLE + "=" + record.mark())
                    .forEach(pid -> add(members, pid));
        }
    }

    private static void add(Map<Long, ProcessIdentity> members, long pid) {
        ProcessIdentity.of(pid).ifPresent(found -> members.putIfAbsent(pid, found));
    }

    /// Kills all of them and waits until nothing is left.
    ///
    /// @return how many processes were killed
    public int kill(Timing timing) throws InterruptedException {
        Map<ProcessIdentity, Boolean> killed = new LinkedHashMap<>();
        List<ProcessIdentity> known = new ArrayList<>();
        long deadline = timing.nanos() + KILL_TAKES_AT_MOST.toNanos();
        while (true) {
            // A child may be born between the look and the kill, so look until none is left. What
            // was seen once is remembered: its descent cannot be proved when its parent is dead.
            members().stream().filter(member -> !known.contains(member)).forEach(known::add);
            List<ProcessIdentity> living = known.stream().filter(ProcessIdentity::isAlive).toList();
            if (living.isEmpty()) {
                return killed.size();
            }
            if (timing.nanos() > deadline) {
                throw stillThere(living);
            }
            living.forEach(member -> killed.put(member, kill(member)));
            timing.pause(LOOK_EVERY);
        }
    }

    /// The JDK compares the start time once more before it sends the signal.
    private static boolean kill(ProcessIdentity member) {
        return ProcessHandle.of(member.pid())
                .filter(_ -> member.isAlive())
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    private RuntimeException stillThere(List<ProcessIdentity> living) {
        String pids =
                living.stream()
                        .map(member -> Long.toString(member.pid()))
                        .collect(Collectors.joining(","));
        return ProcessesErrors.WILL_NOT_DIE.error(
                names()
                        + " was killed but is still there after "
                        + KILL_TAKES_AT_MOST.toSeconds()
                        + " s: process "
                        + pids,
                "ps -o pid,stat,wchan,args -p " + pids);
    }

    /// Stops all of them where they stand (SIGSTOP): they keep memory, locks and connections, and
    /// do nothing.
    ///
    /// @return how many processes stand still
    public int freeze(Timing timing) throws InterruptedException {
        long deadline = timing.nanos() + KILL_TAKES_AT_MOST.toNanos();
        List<ProcessIdentity> living = members();
        while (!living.stream().allMatch(member -> ProcFiles.isStopped(member.pid()))) {
            if (timing.nanos() > deadline) {
                throw stillThere(living);
            }
            signal("STOP", living);
            timing.pause(LOOK_EVERY);
            living = members();
        }
        return living.size();
    }

    /// Lets all of them go on (SIGCONT).
    public int thaw() throws InterruptedException {
        List<ProcessIdentity> living = members();
        signal("CONT", living);
        return living.size();
    }

    private String names() {
        return records.stream().map(ProcessRecord::name).collect(Collectors.joining(", "));
    }

    private void signal(String name, List<ProcessIdentity> members) throws InterruptedException {
        if (members.isEmpty()) {
            return;
        }
        List<String> line = new ArrayList<>(List.of("sh", "-c", "kill -" + name + " \"$@\"", "sh"));
        members.forEach(member -> line.add(Long.toString(member.pid())));
        try {
            // A member that ended meanwhile makes the shell complain; the caller looks again.
            new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw ProcessesErrors.CANNOT_START.error(
                    "cannot send SIG" + name + " to " + names() + ": " + e.getMessage(),
                    "see whether sh can be run",
                    e);
        }
    }
}
