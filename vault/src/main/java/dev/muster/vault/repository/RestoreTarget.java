package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import java.io.IOException;

/// Takes the pieces of one file of a backup, in any order. Many threads.
interface RestoreTarget {
    void write(byte[] content, int from, int count, long at) throws IOException;

    /// One piece more is on its way.
    void expect();

    /// One piece less is. The file ends when nobody expects anything any more.
    void done() throws IOException;

    /// Some of it cannot be had.
    void lose(MusterException why);
}
