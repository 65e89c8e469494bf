package dev.muster.provider.local.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import java.time.Duration;

/// What a strategy says of a front door.
public record FrontDoorSettings(
        @Doc("The name or address where clients reach it.") @Default("127.0.0.1") String host,
        @Doc("The TCP port where clients reach it.") Port port,
        @Doc("How Muster tells it where to send clients.") Control control,
        @Doc("The path that is asked over HTTP, as a client would, to see that it serves.")
                @Default("/health")
                String health,
        @Doc("How long it may take from the switch until a client gets a good answer.")
                @Default("60s")
                Duration within) {}
