/// The endpoint: listens on loopback, checks who asks, breaks what is to be broken, and gives each
/// request to the handler of its operation.
///
/// May depend on `wire` and `world`; knows no service. Start reading at [AwsServer]; a service adds
/// itself through [Operations].
@NullMarked
package dev.muster.rehearsal.server;

import org.jspecify.annotations.NullMarked;
