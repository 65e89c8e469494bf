package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.SpecialFile;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.format.Root;
import dev.muster.vault.repository.SectionStream.Place;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Writes one base backup of a source. One thread.
///
/// Nothing is visible to readers before [#commit]. A session that dies leaves packs behind that the
/// next one finds and uses.
public final class BackupSession implements AutoCloseable {
    private static final DateTimeFormatter POINT_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd't'HHmmssSSS'z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final SessionSetup setup;
    private final SessionParts parts;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Set<String> paths = new HashSet<>();
    private long logical;
    private boolean ordered;
    private boolean anyPath;
    private byte[] last = new byte[0];
    private boolean fileOpen;
    private boolean closed;

    BackupSession(SessionSetup setup) {
        this.setup = setup;
        this.parts = setup.parts();
    }

    /// A value that [BackupSnapshot#attribute] gives back.
    public void attribute(String name, String value) {
        usable();
        attributes.put(name, value);
    }

    /// The backup before, if everything of it is still there: pages of its files can be taken over
    /// by [FileSink#keep].
    public Optional<EarlierBackup> earlier() {
        return parts.previous().earlier();
    }

    /// Promises that paths come in the order of [FileNames#compare], before the first one. Their
    /// names then need no memory, here and in the next backup.
    public void inOrder() {
        usable();
        if (anyPath) {
            throw new IllegalStateException("paths were written before their order was promised");
        }
        ordered = true;
    }

    /// A folder; [FileEntry#ROOT] for the one that is backed up itself.
    public void folder(String path, FileMetadata metadata) {
        path(path, path.equals(FileEntry.ROOT));
        queue(new FileEntry.Folder(path, metadata), Optional.empty());
    }

    public void link(String path, FileMetadata metadata, String target) {
        path(path);
        queue(new FileEntry.Link(path, metadata, target), Optional.empty());
    }

    /// Another name of a file that was written before.
    public void hardLink(String path, FileMetadata metadata, String first) {
        path(path);
        if (!FileEntry.isPath(first)) {
            throw badPath(first);
        }
        queue(new FileEntry.HardLink(path, metadata, first), Optional.empty());
    }

    public void special(String path, FileMetadata metadata, SpecialFile what) {
        path(path);
        queue(new FileEntry.Special(path, metadata, what), Optional.empty());
    }

    private void queue(FileEntry entry, Optional<TreeWriter.Built> tree) {
        parts.pipeline()
                .submit(
                        CompletableFuture.completedFuture(null),
                        0,
                        () ->
                                parts.pipeline()
                                        .later(List.of(), () -> parts.lists().add(entry, tree)));
    }

    /// A file that was not touched since the backup before.
    public static final class Untouched {
        private final FileEntry.Content file;

        private Untouched(FileEntry.Content file) {
            this.file = file;
        }
    }

    /// Whether a file is as it was in the backup before: same size, time of modification, time of
    /// change and inode. Its turn to be written need not have come.
    ///
    /// @param metadata its extended attributes do not matter: those from before are kept
    public Optional<Untouched> untouched(String path, FileMetadata metadata, long size) {
        return parts.previous()
                .untouched(path, metadata, size)
                .map(file -> file.with(withExtended(metadata, file.metadata())))
                .map(Untouched::new);
    }

    /// Takes such a file over, without its content.
    ///
    /// @return whether its map could be read; if not, write it
    public boolean keep(Untouched untouched) {
        usable();
        FileEntry.Content file = untouched.file;
        if (!parts.previous().refs(file, parts.needed()::add)) {
            return false;
        }
        path(file.path());
        logical += file.size();
        parts.pipeline().room(0);
        queue(
                file,
                file.tree()
                        .map(tree ->
                                new TreeWriter.Built(tree.height(), Place.earlier(tree.root()))));
        return true;
    }

    private static FileMetadata withExtended(FileMetadata metadata, FileMetadata before) {
        return new FileMetadata(
                metadata.mode(),
                metadata.owner(),
                metadata.modified(),
                metadata.stamp(),
                before.extended());
    }

    /// Begins a file; the one before must be closed.
    ///
    /// @param pageSize a power of two from 512 to 131072 for files of pages that change in place; 0
    ///   for a plain file
    public FileSink file(String path, FileMetadata metadata, int pageSize) {
        path(path);
        if (pageSize != 0 && !PageLeaf.isPageSize(pageSize)) {
            throw new IllegalArgumentException("not a page size: " + pageSize);
        }
        fileOpen = true;
        return new OpenFile(() ->
                pageSize == 0
                        ? new StreamFile(
                                parts,
                                new FileEntry.Plain(path, metadata, 0, false, Optional.empty()))
                        : new PageFile(
                                parts,
                                new FileEntry.Paged(
                                        path, metadata, 0, false, pageSize, Optional.empty())));
    }

    private final class OpenFile implements FileSink {
        private final Supplier<FileSink> begin;
        private FileSink sink;
        private long written;
        private boolean ended;

        OpenFile(Supplier<FileSink> begin) {
            this.begin = begin;
            this.sink = begin.get();
        }

        /// What was cut already stays in the vault, for a file like it.
        @Override
        public void again() {
            usable();
            logical -= written;
            written = 0;
            sink = begin.get();
        }

        @Override
        public void hole(long length) {
            usable();
            logical += length;
            written += length;
            sink.hole(length);
        }

        @Override
        public void keep(long length) {
            usable();
            logical += length;
            written += length;
            sink.keep(length);
        }

        @Override
        public void torn() {
            sink.torn();
        }

        @Override
        public void write(ByteBuffer bytes) {
            usable();
            if (ended) {
                throw VaultErrors.CLOSED.error("a file was written to after its end", "");
            }
            logical += bytes.remaining();
            written += bytes.remaining();
            sink.write(bytes);
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                fileOpen = false;
                if (!closed) {
                    sink.close();
                }
            }
        }
    }

    private void path(String path) {
        path(path, false);
    }

    private void path(String path, boolean root) {
        usable();
        if (fileOpen) {
            throw VaultErrors.CLOSED.error("'" + path + "' was begun before a file's end", "");
        }
        if ((!root && !FileEntry.isPath(path)) || !isNew(path)) {
            throw badPath(path);
        }
        anyPath = true;
    }

    private static MusterException badPath(String path) {
        return VaultErrors.BAD_PATH.error(
                "the path '"
                        + FileNames.show(path)
                        + "' is not relative and plain, comes twice or out of order",
                "");
    }

    private boolean isNew(String path) {
        if (!ordered) {
            return paths.add(path);
        }
        byte[] next = FileEntry.key(path);
        boolean after = !anyPath || FileNames.compare(last, next) < 0;
        last = next;
        return after;
    }

    private void usable() {
        if (closed) {
            throw VaultErrors.CLOSED.error("a backup was written to after its end", "");
        }
        setup.keeper().check();
    }

    /// Stores the rest and makes the backup visible.
    ///
    /// @param from where log replay must begin
    /// @param consistentFrom where the data is consistent
    public RecoveryPoint commit(
            Instant startedAt, Instant consistentAt, LogPosition from, LogPosition consistentFrom) {
        usable();
        if (fileOpen) {
            throw VaultErrors.CLOSED.error("the backup was committed before a file's end", "");
        }
        closed = true;
        boolean committed = false;
        try {
            RecoveryPoint point = store(startedAt, consistentAt, from, consistentFrom);
            committed = true;
            return point;
        } finally {
            if (!committed) {
                setup.session().leave();
            }
        }
    }

    /// After the commit, the copies that do not have it, with what went wrong there. They are owed
    /// it: whoever catches up, and the next backup, brings it to them.
    public Map<RegionId, MusterException> lacking() {
        return setup.committer().lacking();
    }

    private RecoveryPoint store(
            Instant startedAt, Instant consistentAt, LogPosition from, LogPosition consistentFrom) {
        Place place = root();
        setup.keeper().await();
        setup.index().flush();
        BlobRef ref = place.ref();
        parts.needed().add(ref);
        setup.keeper().sectionPacks().forEach(parts.needed()::addPack);
        List<ObjectHash> segments = setup.index().used();
        Committer.Draft draft =
                (number, predecessor) -> {
                    RecoveryPoint point =
                            point(number, startedAt, consistentAt, from, consistentFrom);
                    return new Commit(
                            parts.secret().vault(),
                            setup.epoch(),
                            number,
                            setup.session().id(),
                            predecessor,
                            point,
                            ref,
                            segments,
                            sizes(parts.needed().sorted()),
                            setup.index().keys(setup.keys()));
                };
        return setup.committer()
                .commit(
                        draft,
                        parts.needed().sorted(),
                        segments.stream().map(this::segmentName).toList())
                .point();
    }

    private Place root() {
        parts.pipeline().finish();
        parts.lists().finish();
        Place place =
                parts.sections()
                        .add(() -> new Root(attributes, ordered, parts.lists().groups()).encode());
        parts.sections().finish();
        return place;
    }

    private String segmentName(ObjectHash segment) {
        return IndexSegment.prefix(setup.key().source()) + segment.hex();
    }

    private List<Commit.PackSize> sizes(List<ObjectHash> packs) {
        Map<ObjectHash, Integer> own = setup.keeper().sizes();
        Map<ObjectHash, Integer> earlier = setup.index().present();
        return packs.stream()
                .map(pack -> {
                    Integer size = own.get(pack);
                    Integer known = size != null ? size : earlier.get(pack);
                    if (known == null) {
                        throw new IllegalStateException("a pack without size: " + pack);
                    }
                    return new Commit.PackSize(pack, known);
                })
                .toList();
    }

    private RecoveryPoint point(
            long number,
            Instant startedAt,
            Instant consistentAt,
            LogPosition from,
            LogPosition consistentFrom) {
        Instant now = setup.timing().instant();
        Epoch epoch = setup.epoch();
        String id =
                POINT_TIME.format(now) + "-" + setup.key().source() + "-" + epoch + "-" + number;
        return new RecoveryPoint(
                id,
                setup.key().source(),
                startedAt,
                consistentAt,
                now,
                from,
                consistentFrom,
                new ByteSize(logical),
                new ByteSize(setup.keeper().storedBytes() + setup.segmentBytes()));
    }

    /// Ends the session without a recovery point. What was stored is kept for the next one.
    public void abort() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            parts.content().finish();
            setup.keeper().await();
            setup.index().flush();
        } catch (MusterException e) {
            // the session failed before; its packs without an index are only not used again
            return;
        } finally {
            setup.session().leave();
        }
    }

    /// Aborts what was not committed.
    @Override
    public void close() {
        abort();
    }
}
