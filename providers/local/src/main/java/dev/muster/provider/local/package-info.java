/// Muster's own front door as a director of traffic.
///
/// May depend on `provider-api`, `kind`, `model` and the wire words of the package `door`. Start
/// reading at [FrontDoorTraffic]; the pure part is in the package `kind`, the program that clients
/// go through in the package `door`.
@NullMarked
package dev.muster.provider.local;

import org.jspecify.annotations.NullMarked;
