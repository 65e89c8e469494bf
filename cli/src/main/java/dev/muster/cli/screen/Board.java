package dev.muster.cli.screen;

import dev.muster.model.Timing;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows tasks: on a terminal redrawn in place below all other lines, else as a line from time to
/// time. What is over within a second is never shown.
final class Board implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final long PATIENCE = 1_000_000_000L;
    private static final long BETWEEN_LINES = 10_000_000_000L;

    private final PrintStream err;
    private final Terminal terminal;
    private final Timing timing;
    private final List<Task> tasks = new ArrayList<>();
    private List<String> picture = List.of();
    private int drawn;
    private long lastLines = Long.MIN_VALUE;
    private @Nullable Thread ticker;

    Board(PrintStream err, Terminal terminal, Timing timing) {
        this.err = err;
        this.terminal = terminal;
        this.timing = timing;
    }

    long now() {
        return timing.nanos();
    }

    synchronized Task add(String name) {
        Task task = new Task(name, this, now());
        tasks.add(task);
        if (ticker == null) {
            ticker = Thread.ofPlatform().daemon().name("progress").start(this::tick);
        }
        return task;
    }

    synchronized void remove(Task task) {
        tasks.remove(task);
        erase();
        draw();
    }

    /// A new stage is worth a line of its own in a log.
    synchronized void changed(Task task) {
        if (!terminal.canRedraw() && isOld(task)) {
            err.println(task.state(now()).sentence());
        }
    }

    /// Writes other lines above the tasks.
    synchronized void around(Runnable write) {
        erase();
        write.run();
        draw();
    }

    /// @return whether it can be redrawn in place; else nothing is shown
    synchronized boolean picture(List<String> lines) {
        if (!terminal.canRedraw()) {
            return false;
        }
        erase();
        picture = List.copyOf(lines);
        draw();
        return true;
    }

    synchronized void clear() {
        tasks.clear();
        picture = List.of();
        erase();
    }

    private void tick() {
        try {
            while (true) {
                timing.pause(REDRAW);
                refresh();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /// Shows the tasks as they stand now.
    synchronized void refresh() {
        if (terminal.canRedraw()) {
            erase();
            draw();
        } else if (lastLines == Long.MIN_VALUE || now() - lastLines >= BETWEEN_LINES) {
            List<Task> shown = tasks.stream().filter(this::isOld).toList();
            shown.forEach(task -> err.println(task.state(now()).sentence()));
            if (!shown.isEmpty()) {
                lastLines = now();
            }
        }
    }

    private boolean isOld(Task task) {
        return now() - task.begun() >= PATIENCE;
    }

    private void erase() {
        if (drawn > 0) {
            err.print("\033[" + drawn + "A\033[J");
            drawn = 0;
        }
    }

    private void draw() {
        if (!terminal.canRedraw()) {
            return;
        }
        // a full last column would wrap, and a wrapped line is not erased
        int width = terminal.width() - 1;
        for (String line : picture) {
            err.println(Table.fitted(line, width));
            drawn++;
        }
        for (Task task : tasks) {
            if (isOld(task)) {
                err.println(task.state(now()).line(width));
                drawn++;
            }
        }
        err.flush();
    }

    @Override
    public synchronized void close() {
        clear();
        if (ticker != null) {
            ticker.interrupt();
            ticker = null;
        }
    }
}
