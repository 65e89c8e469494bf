package dev.muster.model;

import java.util.regex.Pattern;

/// One thing that can go wrong, as users look it up with `muster explain`.
///
/// Each room keeps its codes as constants in one class (`StrategyErrors`, `VaultErrors`, ...), and
/// the application lists those classes.
///
/// @param id `MUS-` and four digits: 1xxx strategy, 2xxx vault, 3xxx engine, 4xxx providers, 5xxx
///   environment; never reused
/// @param kind who can mend it
/// @param title what happened, in a few words without a full stop
/// @param explanation why this happens and what it means for a recovery, one paragraph
/// @param remedy what to do, with the command to type
public record ErrorCode(
        String id, ErrorKind kind, String title, String explanation, String remedy) {
    private static final Pattern ID = Pattern.compile("MUS-[1-5][0-9]{3}");

    public ErrorCode {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not an error code: " + id);
        }
    }

    public MusterException error(String message, String hint) {
        return new MusterException(this, message, hint, null);
    }

    public MusterException error(String message, String hint, Throwable cause) {
        return new MusterException(this, message, hint, cause);
    }

    @Override
    public String toString() {
        return id;
    }
}
