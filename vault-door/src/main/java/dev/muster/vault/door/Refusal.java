package dev.muster.vault.door;

import java.io.Serial;

/// An answer other than the one that was asked for. Never leaves the door.
final class Refusal extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String why) {
        super(why);
        this.status = status;
    }

    int status() {
        return status;
    }
}
