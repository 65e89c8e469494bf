package dev.muster.vault.log;

import dev.muster.model.ByteSize;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Aead;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.Envelope;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.format.Recipients;
import dev.muster.vault.format.SealedKey;
import dev.muster.vault.format.log.HistoryFile;
import dev.muster.vault.format.log.LogFrame;
import dev.muster.vault.format.log.LogHead;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.repository.Randomness;
import dev.muster.vault.repository.SourceKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.DurableFolders;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes the captured log of one source: durable in a local folder at once, in the vault when it is
/// shipped.
///
/// [#append], [#flush] and [#history] come from one thread; [#ship] may come from another. Content
/// is sealed as it arrives: the process that captures cannot read it back. After any error from the
/// disk the spool is closed; opening it again cuts what was never acknowledged.
public final class LogSpool implements AutoCloseable {
    /// A segment is finished when it is this large.
    public static final ByteSize SEGMENT = new ByteSize(16 << 20);

    private final Vault vault;
    private final SourceKey key;
    private final SpoolFolder folder;
    private final Epoch epoch;
    private final SpoolLock lock;
    private final long id;
    private final List<SpoolRecovery.Finished> finished = new ArrayList<>();
    private final Set<Path> shipped = new HashSet<>();
    private final byte[] pending = new byte[LogFrame.LIMIT];
    private int pendingBytes;
    private Instant pendingFirst = Instant.EPOCH;
    private Instant pendingLast = Instant.EPOCH;
    private volatile Recipients recipients;
    private long nextNumber = 1;
    private @Nullable SegmentFile active;
    private @Nullable LogPosition durable;
    private boolean closed;

    private LogSpool(
            Vault vault, SourceKey key, SpoolFolder folder, Epoch epoch, SpoolLock lock, long id) {
        this.vault = vault;
        this.key = key;
        this.folder = folder;
        this.epoch = epoch;
        this.lock = lock;
        this.id = id;
        this.recipients = vault.recipients(key.source());
    }

    /// Opens a spool, makes its folder if needed, and finishes what a dead process left.
    ///
    /// @param epoch at least that of the writer before; a higher one makes that writer stop
    /// @throws MusterException `SPOOL_IN_USE`, `FENCED`, `LOG_DAMAGED`
    public static LogSpool open(Vault vault, SourceKey key, Path folder, Epoch epoch)
            throws InterruptedException {
        vault.requireOurs(key);
        SpoolFolder spool = new SpoolFolder(folder.toAbsolutePath());
        try {
            DurableFolders.make(spool.path());
            spool.settle();
            SpoolLock lock = SpoolLock.take(spool.path(), epoch, vault.ports().timing());
            boolean opened = false;
            try {
                long id = spool.id(vault.ports().randomness());
                LogSpool result = new LogSpool(vault, key, spool, epoch, lock, id);
                result.recover();
                opened = true;
                return result;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw spool.failed("open", 0, e);
        }
    }

    private void recover() throws IOException {
        SpoolRecovery recovery = new SpoolRecovery(key, 1 + recipients.drills().size());
        for (Path path : folder.segments()) {
            recovery.finish(path).ifPresent(finished::add);
        }
        for (SpoolRecovery.Finished segment : finished) {
            if (segment.head().epoch().equals(epoch)) {
                nextNumber = Math.max(nextNumber, segment.head().number() + 1);
            }
        }
        durable = new ResumePoint(vault, key).find(finished).orElse(null);
    }

    /// Where capture must go on: the end of what is durable, here or in the vault.
    public synchronized Optional<LogPosition> resumeAt() {
        return Optional.ofNullable(durable);
    }

    /// Takes bytes. Bytes that do not follow on from the last ones begin a new segment: a gap shows
    /// as a hole, and bytes that come again must be the same.
    ///
    /// @param bytes consumed
    public synchronized void append(LogPosition at, ByteBuffer bytes, Instant arrival) {
        usable();
        try {
            if (active == null || !endOfTaken().equals(at)) {
                begin(at);
            }
            while (bytes.hasRemaining()) {
                if (pendingBytes == pending.length) {
                    writePending(false);
                }
                take(bytes, arrival);
            }
        } catch (IOException e) {
            throw broken("write to", e);
        }
    }

    private void take(ByteBuffer bytes, Instant arrival) {
        if (pendingBytes == 0) {
            pendingFirst = arrival;
        }
        pendingLast = arrival;
        int count = Math.min(bytes.remaining(), pending.length - pendingBytes);
        bytes.get(pending, pendingBytes, count);
        pendingBytes += count;
    }

    private LogPosition endOfTaken() {
        return active().end().plus(pendingBytes);
    }

    private SegmentFile active() {
        if (active == null) {
            throw new IllegalStateException("no segment is open");
        }
        return active;
    }

    private void begin(LogPosition at) throws IOException {
        finishActive();
        byte[] salt = vault.ports().randomness().bytes(16);
        byte[] segmentKey = vault.ports().randomness().bytes(Aead.KEY);
        // as somebody in this process has seen them last: nothing is asked here
        recipients = vault.knownRecipients(key.source());
        Config config = vault.config();
        List<SealedKey> sealed =
                recipients.seal(
                        LogHead.sealInfo(config.number(), salt),
                        segmentKey,
                        vault.ports().randomness().bytes(32));
        LogHead head =
                new LogHead(
                        config.number(),
                        key.source(),
                        epoch,
                        nextNumber++,
                        id,
                        at,
                        vault.ports().timing().instant(),
                        HexFormat.of().formatHex(salt),
                        sealed);
        active =
                SegmentFile.create(
                        folder.segment(head),
                        head,
                        segmentKey,
                        key.signing(),
                        key.secret().logMac(salt));
    }

    private void writePending(boolean ends) throws IOException {
        active().frame(pending, pendingBytes, ends, micros(pendingFirst), micros(pendingLast));
        pendingBytes = 0;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /// Makes everything taken so far durable in this folder.
    ///
    /// @return the end of what is durable; acknowledge no more than that
    /// @throws MusterException `FENCED` if another receiver took over: acknowledge nothing
    public synchronized LogPosition flush() {
        usable();
        try {
            sync();
            if (active != null && active.bytes() >= SEGMENT.bytes()) {
                finishActive();
            }
        } catch (IOException e) {
            throw broken("sync", e);
        }
        if (durable == null) {
            throw VaultErrors.CLOSED.error("a spool was flushed before anything was taken", "");
        }
        return durable;
    }

    private void sync() throws IOException {
        if (pendingBytes > 0) {
            writePending(true);
            active().sync();
            try {
                lock.requireHighest();
            } catch (MusterException fenced) {
                close();
                throw fenced;
            }
            durable = active().end();
        }
    }

    private void finishActive() throws IOException {
        if (active == null) {
            return;
        }
        sync();
        SegmentFile ended = active;
        active = null;
        if (ended.isEmpty()) {
            ended.close();
            SpoolRecovery.remove(ended.path());
        } else {
            finished.add(ended.finish(key.signing()));
        }
    }

    /// Keeps a small file that tells how lines are related; durable when it returns.
    ///
    /// @throws MusterException `LOG_DIFFERS` if the name was kept with other content
    public synchronized void history(String name, byte[] content) {
        usable();
        String tag = HexFormat.of().formatHex(key.secret().historyTag(content));
        Optional<String> before =
                key.before().map(old -> HexFormat.of().formatHex(old.secret().historyTag(content)));
        String part = ObjectNames.part(name);
        try {
            for (Path kept : folder.histories()) {
                boolean sameName =
                        String.valueOf(SpoolFolder.parent(kept).getFileName()).equals(part);
                String keptTag = String.valueOf(kept.getFileName());
                if (sameName && before.filter(keptTag::equals).isPresent()) {
                    return;
                }
                if (sameName && !keptTag.equals(tag)) {
                    throw VaultErrors.LOG_DIFFERS.error(
                            "history " + name + " of " + key.source() + " changed",
                            "the source is not the one that was captured before; take a new base"
                                    + " backup into a new spool");
                }
            }
            Path file = folder.history(part, tag);
            if (!Files.exists(file)) {
                SpoolFolder.put(file, sealed(name, content));
            }
        } catch (IOException e) {
            throw broken("keep a history in", e);
        }
    }

    private byte[] sealed(String name, byte[] content) {
        Config config = vault.config();
        Randomness random = vault.ports().randomness();
        Envelope sealed =
                Envelope.seal(
                        recipients,
                        HistoryFile.sealInfo(config.number(), name),
                        content,
                        new Envelope.Fresh(random.bytes(32), random.bytes(32)));
        return new HistoryFile(
                        config.number(),
                        key.source(),
                        name,
                        vault.ports().timing().instant(),
                        sealed)
                .encode(key.signing());
    }

    /// Finishes the segment at hand and puts everything that is finished into the vault, oldest
    /// first. What the rule's copies took is dropped here, but for the newest segment.
    ///
    /// @return how much went
    public ByteSize ship(WriteRule rule) {
        List<SpoolRecovery.Finished> due;
        synchronized (this) {
            usable();
            try {
                finishActive();
            } catch (IOException e) {
                throw broken("finish a segment of", e);
            }
            due = finished.stream().filter(it -> !shipped.contains(it.path())).toList();
        }
        if (!due.isEmpty()) {
            // here and never in append: what is acknowledged must not wait for the vault. And only
            // if something goes: keys are listed, which an idle source must not pay for
            recipients = vault.recipients(key.source());
        }
        long bytes = 0;
        try {
            shipHistories(rule);
            for (SpoolRecovery.Finished segment : due) {
                bytes += put(LogNames.of(segment.head()), segment.path(), rule);
                dropOlder(segment);
            }
        } catch (IOException e) {
            throw folder.failed("read", 0, e);
        }
        return new ByteSize(bytes);
    }

    private long put(String name, Path file, WriteRule rule) throws IOException {
        byte[] object = Files.readAllBytes(file);
        vault.copies().put(name, object).require(rule);
        synchronized (this) {
            shipped.add(file);
        }
        return object.length;
    }

    private void shipHistories(WriteRule rule) throws IOException {
        List<Path> due;
        synchronized (this) {
            due = folder.histories().stream().filter(it -> !shipped.contains(it)).toList();
        }
        for (Path file : due) {
            String name =
                    LogNames.histories(key.source())
                            + SpoolFolder.parent(file).getFileName()
                            + "/"
                            + file.getFileName();
            put(name, file, rule);
        }
    }

    /// Keeps the newest segment even when it was shipped: it tells the next number and where to go
    /// on when the vault cannot be asked.
    private synchronized void dropOlder(SpoolRecovery.Finished newest) throws IOException {
        List<SpoolRecovery.Finished> old =
                finished.stream()
                        .filter(it -> shipped.contains(it.path()) && !it.equals(newest))
                        .toList();
        for (SpoolRecovery.Finished segment : old) {
            finished.remove(segment);
            SpoolRecovery.remove(segment.path());
        }
    }

    /// What is here and not yet in the vault.
    ///
    /// @param segments how many, with the one at hand
    /// @param bytes how much
    /// @param oldest when the first of it arrived; empty if there is none
    public record Unshipped(int segments, ByteSize bytes, Optional<Instant> oldest) {}

    public synchronized Unshipped unshipped() {
        List<SpoolRecovery.Finished> due =
                finished.stream().filter(it -> !shipped.contains(it.path())).toList();
        long bytes = due.stream().mapToLong(it -> it.path().toFile().length()).sum();
        Optional<Instant> oldest = due.stream().findFirst().map(it -> instant(it.foot().first()));
        int segments = due.size();
        SegmentFile current = active;
        if (current != null && !current.isEmpty()) {
            segments++;
            bytes += current.bytes();
            oldest = oldest.or(() -> Optional.of(instant(current.firstArrival())));
        }
        return new Unshipped(segments, new ByteSize(bytes), oldest);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private void usable() {
        if (closed) {
            throw VaultErrors.CLOSED.error(
                    String.format(
                            Locale.ROOT, "the spool %s was used after its end", folder.path()),
                    "");
        }
    }

    private MusterException broken(String verb, IOException cause) {
        MusterException error = folder.failed(verb, pendingBytes, cause);
        close();
        return error;
    }

    /// Ends the use of the spool. What was not flushed is lost.
    @Override
    public synchronized void close() {
        closed = true;
        try (lock;
                SegmentFile _ = active) {
            active = null;
        } catch (IOException e) {
            throw folder.failed("close", 0, e);
        }
    }
}
