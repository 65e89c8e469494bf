package dev.muster.cli;

import java.util.Locale;

/// How a command answers. Named as they are typed.
enum OutputForm {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
