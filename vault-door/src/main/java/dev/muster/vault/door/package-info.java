/// The door of a vault's folder: a server that gives a folder out over the network so that nobody
/// changes or deletes what is stored, and the store that talks to it.
///
/// May depend on `vault` and on the JDK's own HTTP server and client. Start reading at [DoorServer]
/// and [DoorStore]; who may do what is [dev.muster.vault.store.StorageRole]'s.
@NullMarked
package dev.muster.vault.door;

import org.jspecify.annotations.NullMarked;
