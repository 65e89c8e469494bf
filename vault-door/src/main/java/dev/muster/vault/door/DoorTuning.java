package dev.muster.vault.door;

import java.time.Duration;

/// How long requests are tried; tests use small ones.
///
/// @param patience how long a request is tried again
/// @param connect how long connecting may take, and be tried again
/// @param silence how long an answer may take, beside the time for its bytes
record DoorTuning(Duration patience, Duration connect, Duration silence) {
    static final DoorTuning USUAL =
            new DoorTuning(Duration.ofSeconds(10), Duration.ofSeconds(4), Duration.ofSeconds(20));
}
