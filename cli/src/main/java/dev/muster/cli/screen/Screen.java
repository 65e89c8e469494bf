package dev.muster.cli.screen;

import dev.muster.model.Timing;
import java.io.PrintStream;
import java.util.List;

/// The two streams of a command: answers go to one, words and progress to the other.
///
/// Safe for many threads. Lines and progress do not tear each other apart.
public final class Screen implements AutoCloseable {
    private static final int READABLE = 80;

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

    /// Writes running text as a part of the answer, in lines of a readable length. Spaces before
    /// the text indent all its lines.
    public void paragraph(String text) {
        String indent = text.substring(0, text.length() - text.stripLeading().length());
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split("\\s+")) {
            boolean begun = line.length() > indent.length();
            if (begun && line.length() + 1 + word.length() > paragraphWidth()) {
                print(line.toString());
                line.setLength(indent.length());
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
        }
        print(line.toString());
    }

    private int paragraphWidth() {
        return Math.min(READABLE, widthOfAnswer());
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

    /// Shows lines that are redrawn in place, below all others, until the next ones come.
    ///
    /// @return whether the terminal can do that; else nothing is shown
    public boolean picture(List<String> lines) {
        return terminal.out() && board.picture(lines);
    }

    /// Takes the picture off the screen.
    public void endPicture() {
        board.picture(List.of());
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
