package dev.muster.vault.store;

/// What the storage itself keeps whoever holds our credentials from doing. Found out by trying it
/// on an object that is worth nothing.
///
/// Cryptography tells that an object was changed; only the storage can keep it from happening.
///
/// @param change putting other bytes in the place of an object that is there
/// @param delete removing an object
/// @param lock deleting for good before the end of a retention
public record Guard(Ban change, Ban delete, Ban lock) {
    /// A place where everything is allowed, such as a folder.
    public static final Guard NONE = new Guard(Ban.POSSIBLE, Ban.POSSIBLE, Ban.POSSIBLE);

    /// Whether something can be done there.
    public enum Ban {
        /// The storage refuses.
        REFUSED,
        /// It hides the object; an older version is kept and can be brought back.
        HIDES,
        /// The storage lets it happen.
        POSSIBLE
    }
}
