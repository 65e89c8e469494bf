package dev.muster.engine.journal;

import dev.muster.record.JournalEvent;
import java.util.List;

/// The events of one run in their order. Used by one thread.
public interface Journal extends AutoCloseable {
    /// The events that were in it when it was opened.
    List<JournalEvent> events();

    /// Whether that is surely everything that was ever committed to it. Not so if its last frame
    /// was unreadable in a way that a killed process does not leave.
    boolean complete();

    /// Adds an event; durable with the next [#commit].
    void append(JournalEvent event);

    /// Makes everything durable that was added, with one sync. After an error the journal takes
    /// nothing more: a sync that failed is never tried again.
    void commit();

    @Override
    void close();
}
