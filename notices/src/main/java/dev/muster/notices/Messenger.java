package dev.muster.notices;

/// One way to tell one contact.
@FunctionalInterface
interface Messenger {
    /// Returns when the other side took it.
    ///
    /// @throws dev.muster.model.MusterException [NoticeErrors#NOT_TOLD] if it did not; whether it
    ///   arrived all the same cannot be known then
    void tell(Notice notice) throws InterruptedException;
}
