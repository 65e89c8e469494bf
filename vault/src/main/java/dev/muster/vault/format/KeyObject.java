package dev.muster.vault.format;

/// What the owner signs below `keys/`.
public sealed interface KeyObject permits Certificate, Slot, Retirement {
    /// Its name in the vault.
    String object();

    /// Reads one of them, each under its own name.
    ///
    /// @throws dev.muster.model.MusterException if it is not what the owner signed
    static KeyObject decode(String name, byte[] content, Config config) {
        if (name.startsWith(Slot.PREFIX)) {
            return Slot.decode(name, content, config);
        }
        if (name.startsWith(Retirement.PREFIX)) {
            return Retirement.decode(name, content, config);
        }
        return Certificate.decode(name, content, config);
    }
}
