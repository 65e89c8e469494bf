package dev.muster.operations.backup;

import dev.muster.provider.BackupWriter;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.FileSink;
import java.nio.ByteBuffer;

/// A vault's backup session as a provider sees it.
record SessionWriter(BackupSession session) implements BackupWriter {
    @Override
    public void attribute(String name, String value) {
        session.attribute(name, value);
    }

    @Override
    public void directory(String path, int mode) {
        session.directory(path, mode);
    }

    @Override
    public void link(String path, String target) {
        session.link(path, target);
    }

    @Override
    public FileWriter file(String path, int mode, int pageSize) {
        return new SinkWriter(session.file(path, mode, pageSize));
    }

    private record SinkWriter(FileSink sink) implements FileWriter {
        @Override
        public void write(ByteBuffer bytes) {
            sink.write(bytes);
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
