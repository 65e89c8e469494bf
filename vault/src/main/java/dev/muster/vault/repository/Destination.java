package dev.muster.vault.repository;

import dev.muster.vault.format.FileEntry;
import java.io.IOException;

/// Where a backup is restored to. Called by one thread.
interface Destination extends AutoCloseable {
    /// Whether an earlier attempt had come so far that only [#finish] is left.
    boolean isWritten();

    void folder(FileEntry.Folder folder) throws IOException;

    void link(FileEntry.Link link) throws IOException;

    /// @param first is there, or will be when the window ends
    void hardLink(FileEntry.HardLink link, String first) throws IOException;

    void special(FileEntry.Special special) throws IOException;

    /// A file, whose content comes through the run.
    void file(FileEntry.Content file) throws IOException, InterruptedException;

    /// A file that cannot be had.
    void lose(FileEntry.Content file, String why) throws IOException;

    /// All content that was asked for is there.
    void windowEnds() throws IOException, InterruptedException;

    /// Everything was named.
    void finish() throws IOException, InterruptedException;

    /// Removes what is left of a restore that failed. Nothing if it was finished.
    @Override
    void close();
}
