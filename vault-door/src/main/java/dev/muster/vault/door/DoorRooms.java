package dev.muster.vault.door;

import dev.muster.vault.store.VaultStore;

/// What lies behind a door.
record DoorRooms(VaultStore store, Mounted mounted) {}
