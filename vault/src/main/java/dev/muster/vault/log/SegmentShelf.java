package dev.muster.vault.log;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogFrame;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.format.log.LogScan;
import dev.muster.vault.repository.SourceSecrets;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the segments of a source in the vault and in a spool, and reads them whole.
final class SegmentShelf {
    private final Vault vault;
    private final ComponentId source;
    private final SourceSecrets secrets;
    private final Optional<SpoolFolder> spool;
    private final FootCache feet;
    private final Map<String, Path> files = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    SegmentShelf(
            Vault vault, ComponentId source, SourceSecrets secrets, Optional<SpoolFolder> spool) {
        this.vault = vault;
        this.source = source;
        this.secrets = secrets;
        this.spool = spool;
        // a source's name has no dot
        this.feet =
                FootCache.open(
                        vault.cache()
                                .map(folder -> folder.resolve(".feet").resolve(source.value())));
    }

    /// A segment with its frames, checked.
    static final class Opened {
        private final String name;
        private final byte[] segment;
        private final LogHead head;
        private final LogScan scan;

        Opened(String name, byte[] segment, LogHead head, LogScan scan) {
            this.name = name;
            this.segment = segment;
            this.head = head;
            this.scan = scan;
        }

        LogHead head() {
            return head;
        }

        LogScan scan() {
            return scan;
        }

        SegmentCursor cursor(PrivateKeys key) {
            return new SegmentCursor(name, segment, head, scan, key);
        }
    }

    /// What could not be used, in words.
    List<String> problems() {
        return List.copyOf(problems);
    }

    List<ArchivedSegment> segments() {
        Map<String, ArchivedSegment> found = new HashMap<>();
        // the spool first: what is shipped and dropped meanwhile is found in the vault then
        spool.ifPresent(folder -> collect(folder, found));
        List<StoredObject> objects = vault.copies().list(LogNames.prefix(source));
        for (Looked looked : vault.together(objects, this::look)) {
            switch (looked) {
                case Known(ArchivedSegment segment) -> found.put(segment.name(), segment);
                case Unusable(String why) -> problems.add(why);
            }
        }
        feet.save(objects.stream().map(StoredObject::name).toList());
        return List.copyOf(found.values());
    }

    private sealed interface Looked {}

    private record Known(ArchivedSegment segment) implements Looked {}

    private record Unusable(String why) implements Looked {}

    private Looked look(StoredObject object) {
        try {
            return new Known(inVault(object));
        } catch (MusterException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }

    /// Reads the foot alone; the whole object only where that is damaged.
    private ArchivedSegment inVault(StoredObject object) {
        LogFoot foot;
        try {
            foot = foot(object);
        } catch (MusterException damaged) {
            foot = LogFoot.decode(object.name(), whole(object.name())).foot();
        }
        String[] parts = object.name().split("/", -1);
        if (parts.length != 4) {
            throw VaultErrors.MALFORMED.error(object.name() + " is no segment of log", "");
        }
        return new ArchivedSegment(
                object.name(),
                ObjectNames.text(parts[2]),
                foot.start(),
                foot.end(),
                LogSpool.instant(foot.first()),
                LogSpool.instant(foot.last()));
    }

    private LogFoot foot(StoredObject object) {
        Optional<LogFoot> seen = feet.find(object.name(), object.bytes()).flatMap(this::seen);
        LogFoot foot = seen.orElseGet(() -> stored(object));
        if (!foot.name().equals(object.name())) {
            throw VaultErrors.LOG_DAMAGED.error(object.name() + " has another segment's end", "");
        }
        return foot;
    }

    /// Empty if it is not what this machine once verified.
    private Optional<LogFoot> seen(FootCache.Kept kept) {
        LogFoot.Found found;
        try {
            found = LogFoot.decode("a foot that was seen before", kept.foot());
        } catch (MusterException malformed) {
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(tag(found, kept.foot()), kept.tag())) {
            return Optional.empty();
        }
        vault.trust().requireCounts(found.signed(), source);
        return Optional.of(found.foot());
    }

    private LogFoot stored(StoredObject object) {
        String name = object.name();
        long from = Math.max(0, object.bytes() - LogFoot.LIMIT);
        byte[] tail = vault.copies().range(name, from, LogFoot.LIMIT).orElseThrow(() -> gone(name));
        LogFoot.Found found = LogFoot.decode(name, tail);
        vault.trust().verify(found.signed(), source);
        byte[] foot = Arrays.copyOfRange(tail, tail.length - found.length(), tail.length);
        feet.keep(name, new FootCache.Kept(object.bytes(), foot, tag(found, foot)));
        return found.foot();
    }

    private byte[] tag(LogFoot.Found found, byte[] foot) {
        return secrets.of(found.signed().signer()).footTag(foot);
    }

    private byte[] whole(String name) {
        return vault.copies().read(name, vault.trust()).orElseThrow(() -> gone(name));
    }

    private static MusterException gone(String name) {
        return VaultErrors.MISSING.error(name + " is in no copy that can be reached", "");
    }

    private void collect(SpoolFolder folder, Map<String, ArchivedSegment> found) {
        try {
            for (Path path : folder.segments()) {
                try {
                    inSpool(path)
                            .ifPresent(segment -> {
                                files.put(segment.name(), path);
                                found.put(segment.name(), segment);
                            });
                } catch (MusterException e) {
                    problems.add(e.getMessage());
                }
            }
        } catch (IOException e) {
            throw folder.failed("read", 0, e);
        }
    }

    /// Empty if the file is gone or holds nothing yet.
    private Optional<ArchivedSegment> inSpool(Path path) throws IOException {
        Optional<byte[]> bytes = SpoolFolder.read(path);
        if (bytes.isEmpty() || bytes.get().length < LogHead.LEAST) {
            return Optional.empty();
        }
        Opened opened = open(path.toString(), bytes.get());
        if (!opened.head().source().equals(source) || opened.scan().frames().isEmpty()) {
            return Optional.empty();
        }
        LogFrame first = opened.scan().frames().getFirst().frame();
        LogFrame last = opened.scan().frames().getLast().frame();
        return Optional.of(
                new ArchivedSegment(
                        LogNames.of(opened.head()),
                        opened.head().start().line(),
                        first.offset(),
                        last.end(),
                        LogSpool.instant(first.first()),
                        LogSpool.instant(last.last())));
    }

    /// Reads a segment whole: from the vault, where a damaged copy is mended, or from the spool.
    Opened open(ArchivedSegment segment) {
        Path file = files.get(segment.name());
        MusterException inVault;
        try {
            return open(segment.name(), whole(segment.name()));
        } catch (MusterException e) {
            inVault = e;
        }
        if (file == null) {
            throw inVault;
        }
        try {
            byte[] bytes = SpoolFolder.read(file).orElseThrow(() -> inVault);
            return open(file.toString(), bytes);
        } catch (IOException e) {
            throw VaultErrors.STORE_FAILED.error("could not read " + file + ": " + e, "", e);
        }
    }

    private Opened open(String name, byte[] segment) {
        LogHead.Found head = LogHead.decode(name, segment);
        vault.trust().verify(head.signed(), source);
        return new Opened(
                name,
                segment,
                head.head(),
                SegmentCursor.scan(name, segment, head, secrets.of(head.signed().signer())));
    }
}
