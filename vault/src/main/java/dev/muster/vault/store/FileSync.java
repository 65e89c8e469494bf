package dev.muster.vault.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes files and names durable; a seam, since a failed sync is rare and must end everything.
interface FileSync {
    /// @throws Failed if the content may not be on disk
    void file(FileChannel file) throws IOException;

    /// @throws Failed if the folder's names may not be on disk
    void folder(Path folder) throws IOException;

    /// A sync failed; what was written before it may be lost, whatever a later sync says.
    final class Failed extends IOException {
        private static final long serialVersionUID = 1L;

        public Failed(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    FileSync REAL =
            new FileSync() {
                @Override
                public void file(FileChannel file) throws IOException {
                    try {
                        file.force(true);
                    } catch (ClosedByInterruptException cancelled) {
                        throw cancelled;
                    } catch (IOException e) {
                        throw new Failed(e);
                    }
                }

                @Override
                public void folder(Path folder) throws IOException {
                    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                        file(names);
                    }
                }
            };
}
