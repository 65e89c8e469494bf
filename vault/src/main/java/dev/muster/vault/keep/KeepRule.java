package dev.muster.vault.keep;

import java.time.Duration;
import java.util.Optional;

/// How long the recovery points of a source are kept. A point stays if any part keeps it.
///
/// @param within back from the newest point, whatever any clock says now
/// @param last the newest ones
/// @param days the first of each of so many days, and so on
public record KeepRule(
        Optional<Duration> within, int last, int days, int weeks, int months, int years) {
    public KeepRule {
        if (last < 0 || days < 0 || weeks < 0 || months < 0 || years < 0) {
            throw new IllegalArgumentException("how many to keep is 0 or more");
        }
    }
}
