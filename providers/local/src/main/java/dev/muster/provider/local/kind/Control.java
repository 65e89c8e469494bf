package dev.muster.provider.local.kind;

import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import dev.muster.model.Secret;

/// Where a front door takes orders: on the loopback address only.
public record Control(
        @Doc("The TCP port, on the loopback address of the machine where the front door runs.")
                Port port,
        @Doc("What shows that an order is ours, such as `${file:/path/to/token}`.") Secret token) {}
