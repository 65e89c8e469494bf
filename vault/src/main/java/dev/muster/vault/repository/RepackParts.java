package dev.muster.vault.repository;

import dev.muster.vault.format.Config;
import dev.muster.vault.store.Copies;

/// What a repack works with.
record RepackParts(
        Config config,
        Copies copies,
        KeyRegister register,
        Trust trust,
        Workers workers,
        VaultPorts ports,
        Sessions sessions) {}
