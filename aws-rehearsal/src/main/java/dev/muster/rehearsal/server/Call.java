package dev.muster.rehearsal.server;

import dev.muster.rehearsal.wire.Payload;
import dev.muster.rehearsal.wire.WireRequest;
import dev.muster.rehearsal.world.Account;
import java.time.Instant;

/// Who asks, from where, and when.
///
/// @param region of the signature's scope
/// @param now by the rehearsal's clock
/// @param payload to be read to its end by the handlers of what streams, and by nobody else
public record Call(
        WireRequest request, Account account, String region, Instant now, Payload payload) {}
