package dev.muster.vault.keys;

/// A key management service that wraps small secrets under a key which never leaves it.
///
/// **Idempotency**: both may be repeated. **Errors** are [dev.muster.vault.VaultErrors#SLOT] where
/// the service refuses, and `UNREACHABLE` where it does not answer. Safe for many threads.
public interface KeyWrapping {
    /// Which service this is, such as `aws-kms`.
    String service();

    /// The name of the key there.
    String key();

    /// @param context authenticated: unwrapping must name the same
    byte[] wrap(byte[] plain, byte[] context);

    byte[] unwrap(byte[] wrapped, byte[] context);
}
