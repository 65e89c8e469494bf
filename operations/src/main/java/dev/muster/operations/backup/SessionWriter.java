package dev.muster.operations.backup;

import dev.muster.model.FileMetadata;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.SpecialFile;
import dev.muster.provider.BackupWriter;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.EarlierBackup;
import dev.muster.vault.repository.FileSink;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A vault's backup session as a provider sees it.
///
/// @param builds whether pages of the backup before may be taken over unread
record SessionWriter(BackupSession session, boolean builds) implements BackupWriter {
    @Override
    public void attribute(String name, String value) {
        session.attribute(name, value);
    }

    @Override
    public void inOrder() {
        session.inOrder();
    }

    @Override
    public void directory(String path, FileMetadata metadata) {
        session.folder(path, metadata);
    }

    @Override
    public void link(String path, FileMetadata metadata, String target) {
        session.link(path, metadata, target);
    }

    @Override
    public void hardLink(String path, FileMetadata metadata, String first) {
        session.hardLink(path, metadata, first);
    }

    @Override
    public void special(String path, FileMetadata metadata, SpecialFile what) {
        session.special(path, metadata, what);
    }

    @Override
    public Optional<Earlier> earlier() {
        return builds ? session.earlier().map(Before::new) : Optional.empty();
    }

    private record Before(EarlierBackup backup) implements Earlier {
        @Override
        public RecoveryPoint point() {
            return backup.point();
        }

        @Override
        public Optional<String> attribute(String name) {
            return backup.attribute(name);
        }

        @Override
        public Map<String, Long> pageFiles() {
            Map<String, Long> files = new HashMap<>();
            backup.pageFiles(files::put);
            return files;
        }
    }

    private record Known(BackupSession.Untouched file) implements Untouched {}

    @Override
    public Optional<Untouched> untouched(String path, FileMetadata metadata, long size) {
        return session.untouched(path, metadata, size).map(Known::new);
    }

    @Override
    public boolean keep(Untouched file) {
        return session.keep(((Known) file).file());
    }

    @Override
    public FileWriter file(String path, FileMetadata metadata, int pageSize) {
        return new SinkWriter(session.file(path, metadata, pageSize));
    }

    private record SinkWriter(FileSink sink) implements FileWriter {
        @Override
        public void write(ByteBuffer bytes) {
            sink.write(bytes);
        }

        @Override
        public void keep(long length) {
            sink.keep(length);
        }

        @Override
        public void hole(long length) {
            sink.hole(length);
        }

        @Override
        public void again() {
            sink.again();
        }

        @Override
        public void torn() {
            sink.torn();
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
