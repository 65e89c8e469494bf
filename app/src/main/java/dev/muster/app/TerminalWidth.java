package dev.muster.app;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// Asks the terminal for its width, at most every few seconds.
final class TerminalWidth implements IntSupplier {
    private static final long FRESH = TimeUnit.SECONDS.toNanos(2);
    private static final File TERMINAL = new File("/dev/tty");

    // what the launcher saw, because asking takes a process
    private int columns = Integer.getInteger("muster.columns", 0);
    private long asked = System.nanoTime();

    /// 0 where there is no terminal that tells.
    @Override
    public synchronized int getAsInt() {
        if (System.nanoTime() - asked >= FRESH) {
            columns = ask();
            asked = System.nanoTime();
        }
        return columns;
    }

    private static int ask() {
        if (!TERMINAL.canRead()) {
            return 0;
        }
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(TERMINAL)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] words = size.strip().split(" ", -1);
            return words.length == 2 ? Integer.parseInt(words[1]) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
