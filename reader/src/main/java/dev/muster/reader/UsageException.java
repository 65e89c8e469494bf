package dev.muster.reader;

import java.io.Serial;

/// What was typed is no command. Never leaves this program.
final class UsageException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
