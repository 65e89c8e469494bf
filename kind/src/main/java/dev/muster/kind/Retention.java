package dev.muster.kind;

import java.time.Duration;
import java.util.Optional;

/// How long recovery points are kept: the mapping under `protect.keep`.
public record Retention(
        @Doc("Keep everything that is younger.") Optional<Duration> within,
        @Doc("Keep the newest of each of so many days.") @Default("0") int days,
        @Doc("Keep the newest of each of so many weeks.") @Default("0") int weeks,
        @Doc("Keep the newest of each of so many months.") @Default("0") int months) {}
