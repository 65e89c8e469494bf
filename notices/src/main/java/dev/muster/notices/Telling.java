package dev.muster.notices;

import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import java.util.List;

/// How people are told.
public interface Telling {
    /// Tells a contact by every way that it has. One that works is enough.
    ///
    /// @return what failed of the others
    /// @throws MusterException [NoticeErrors#NO_WAY] if there is none, [NoticeErrors#NOT_TOLD] if
    ///   none worked
    List<MusterException> tell(ContactId contact, Notice notice) throws InterruptedException;

    /// Says that all is well, where the strategy asks for it.
    ///
    /// @throws MusterException [NoticeErrors#NOT_TOLD] if nobody took it
    void beat() throws InterruptedException;
}
