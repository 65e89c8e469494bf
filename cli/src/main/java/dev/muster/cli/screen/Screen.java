package dev.muster.cli.screen;

import dev.muster.model.Timing;
import java.io.PrintStream;

/// The two streams of a command: answers go to one, words and progress to the other.
///
/// Safe for many threads. Lines and progress do not tear each other apart.
public final class Screen implements AutoCloseable {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final Board board;
    private volatile boolean color;

    public Screen(PrintStream out, PrintStream err, Terminal terminal, Timing timing) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.board = new Board(err, terminal, timing);
    }

    /// @param wanted whether colors may be used where a terminal shows them
    public void useColor(boolean wanted) {
        color = wanted;
    }

    /// Writes a line of the answer.
    public void print(String line) {
        board.around(() -> out.println(line));
    }

    /// Says something to people.
    public void say(String line) {
        board.around(() -> err.println(line));
    }

    /// Says something that only explains what else is seen.
    public void detail(String line) {
        say(ink().faint(line));
    }

    /// Asks on a line of its own, without ending it.
    public void ask(String question) {
        endProgress();
        err.print(question);
        err.flush();
    }

    /// The colors for what is said.
    public Ink ink() {
        return color && terminal.err() && !terminal.dumb() ? Ink.COLOR : Ink.PLAIN;
    }

    /// The colors for the answer.
    public Ink inkOfAnswer() {
        return color && terminal.out() && !terminal.dumb() ? Ink.COLOR : Ink.PLAIN;
    }

    /// The columns that an answer may take; without a limit where no person reads it directly.
    public int widthOfAnswer() {
        return terminal.out() ? terminal.width() : Integer.MAX_VALUE;
    }

    /// Begins to show how far something is.
    ///
    /// @param name what is worked on
    public Task progress(String name) {
        return board.add(name);
    }

    /// Takes all progress off the screen.
    public void endProgress() {
        board.clear();
    }

    @Override
    public void close() {
        board.close();
        out.flush();
        err.flush();
    }
}
