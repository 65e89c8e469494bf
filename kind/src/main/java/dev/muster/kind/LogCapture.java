package dev.muster.kind;

import dev.muster.model.Durability;
import dev.muster.model.RegionId;

/// Continuous capture of a data store's log: the mapping under `protect.logs`.
public record LogCapture(
        @Doc("The region where the receiver runs; best one that is not lost with the store.")
                RegionId captureFrom,
        @Doc("`stream` for milliseconds, or `every 10s` as numbered objects.") @Default("stream")
                Shipping ship,
        @Doc("What an acknowledgement promises: `spool`, `vault` or `region`.") @Default("region")
                Durability durability,
        @Doc("Whether a commit waits until it is captured.") @Default("false") boolean synchronous,
        @Doc(
                        "`stall` or `degrade-after 30s`: what happens to a synchronous source that lost its"
                                + " receiver.")
                @Default("stall")
                OnCaptureLost onCaptureLost) {}
