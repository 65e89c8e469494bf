/// The front door itself: a program of its own that stands outside of the regions.
///
/// It is a TCP proxy and not an HTTP one. A switch must cut every old connection at once and for
/// any protocol, with nothing of the old side getting through afterwards, and what never reads
/// requests cannot misread them. May depend on the JDK, `model` and `posix`. Start reading at
/// [FrontDoor] and, for what it decides, at [DoorRoute#decide].
@NullMarked
package dev.muster.provider.local.door;

import org.jspecify.annotations.NullMarked;
