package dev.muster.vault.keys;

import java.util.Map;

/// A key management service that wraps small secrets under a key which never leaves it.
///
/// **Idempotency**: both may be repeated. **Errors** are [dev.muster.vault.VaultErrors#SLOT] where
/// the service refuses, and `UNREACHABLE` where it does not answer. Safe for many threads.
public interface KeyWrapping {
    /// Which service this is, such as `aws-kms`.
    String service();

    /// The name of the key there.
    String key();

    /// @param context words that say what it is for; authenticated, so that unwrapping must name
    ///   the same, and shown to whoever watches the service
    byte[] wrap(byte[] plain, Map<String, String> context);

    byte[] unwrap(byte[] wrapped, Map<String, String> context);
}
