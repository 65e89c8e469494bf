package dev.muster.vault.keys;

/// The key management services that a program knows.
@FunctionalInterface
public interface KeyServices {
    /// A key of a service, as a slot names both.
    ///
    /// @throws dev.muster.model.MusterException if the service is unknown, or that is no key of it
    KeyWrapping open(String service, String key);
}
