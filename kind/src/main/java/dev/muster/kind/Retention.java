package dev.muster.kind;

import java.time.Duration;
import java.util.Optional;

/// How long recovery points are kept: the mapping under `protect.keep`. A point stays if any of it
/// keeps it; the newest one always does.
public record Retention(
        @Doc("Keep what is at most so much older than the newest point.") Optional<Duration> within,
        @Doc("Keep so many of the newest points.") @Default("0") int last,
        @Doc("Keep the first point of each of so many days, in UTC.") @Default("0") int days,
        @Doc("Keep the first point of each of so many weeks, from Monday on.") @Default("0")
                int weeks,
        @Doc("Keep the first point of each of so many months.") @Default("0") int months,
        @Doc("Keep the first point of each of so many years.") @Default("0") int years) {}
