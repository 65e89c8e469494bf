package dev.muster.cli.screen;

import java.util.function.IntSupplier;

/// What the three streams are connected to.
///
/// @param in whether a person types
/// @param out whether a person reads the answer
/// @param err whether a person reads words and progress
/// @param dumb a terminal that cannot move its cursor
/// @param columns asked each time, because windows are resized
public record Terminal(boolean in, boolean out, boolean err, boolean dumb, IntSupplier columns) {
    private static final int USUAL_WIDTH = 80;

    /// No person anywhere: a script, a pipe, a service.
    public static final Terminal NONE = new Terminal(false, false, false, true, () -> USUAL_WIDTH);

    /// The width in columns; 80 where nobody knows.
    public int width() {
        int width = columns.getAsInt();
        return width > 0 ? width : USUAL_WIDTH;
    }

    /// Whether progress can be redrawn in place.
    boolean canRedraw() {
        return err && !dumb;
    }
}
