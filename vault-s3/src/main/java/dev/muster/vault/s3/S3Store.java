package dev.muster.vault.s3;

import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Guard;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Keeps objects in a bucket, below a prefix. Safe for many threads; nothing is sent before first
/// use.
///
/// An object becomes visible by a conditional PUT (`If-None-Match: *`), which storage carries out
/// whole or not at all, and which carries a SHA-256 that storage compares. A try whose reply was
/// lost may have taken effect: the next one then finds the name taken, and compares the bytes.
public final class S3Store implements VaultStore {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final S3Link link;
    private final S3Locks locks;

    /// @param credentials those that the strategy names; else the SDK's default chain is asked
    /// @param jitter from 0 to 1
    public S3Store(
            VaultUrl.Bucket address,
            Optional<S3Credentials> credentials,
            Timing timing,
            DoubleSupplier jitter) {
        this(new S3Link(address, credentials, timing, jitter, S3Tuning.USUAL));
    }

    S3Store(S3Link link) {
        this.link = link;
        this.locks = new S3Locks(link);
    }

    @Override
    public String address() {
        return link.address().text();
    }

    /// A bucket is never another one of a sudden, as a folder is whose disk was not mounted.
    @Override
    public boolean mayBeUnmounted() {
        return false;
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        String key = key(name);
        Optional<Put> put;
        do {
            put =
                    content.remaining() > link.tuning().part()
                            ? new S3Parts(link, locks, this, name, key, content.duplicate()).put()
                            : putWhole(name, key, content.duplicate());
        } while (put.isEmpty());
        return put.get();
    }

    /// Empty if the name was freed again while we looked at it.
    private Optional<Put> putWhole(String name, String key, ByteBuffer content) {
        PutObjectRequest request =
                locks.on(name, PutObjectRequest.builder())
                        .bucket(link.address().bucket())
                        .key(key)
                        .ifNoneMatch("*")
                        .contentLength((long) content.remaining())
                        .checksumSHA256(checksum(name, content))
                        .build();
        return link.send(
                "store " + name,
                (s3, again) -> {
                    try {
                        s3.putObject(request, Content.body(content));
                        return Optional.of(Put.STORED);
                    } catch (S3Exception refused) {
                        return taken(refused, name, content, again);
                    }
                });
    }

    /// Packs and indexes are named by it: the storage then refuses bytes that do not fit the name.
    private static String checksum(String name, ByteBuffer content) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        boolean named = Copies.isNamedByContent(name) && HASH.matcher(last).matches();
        return named
                ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(last))
                : Content.sha256(content);
    }

    /// What became of a put to a name that is taken.
    Optional<Put> taken(S3Exception refused, String name, ByteBuffer content, boolean again) {
        if (refused.statusCode() != 412) {
            throw refused;
        }
        if (!again) {
            return Optional.of(Put.EXISTS);
        }
        byte[] wanted = new byte[content.remaining()];
        content.duplicate().get(wanted);
        // equal bytes are ours: the reply to an earlier try was lost
        return get(name).map(there -> Arrays.equals(there, wanted) ? Put.STORED : Put.EXISTS);
    }

    @Override
    public Optional<byte[]> get(String name) {
        return read(name, null).map(Read::bytes);
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        if (length <= 0) {
            return exists(name) ? Optional.of(new byte[0]) : Optional.empty();
        }
        return read(name, new Range(offset, length)).map(Read::bytes);
    }

    /// Costs what a HEAD does, and tells an absent bucket from an absent object.
    @Override
    public boolean exists(String name) {
        return read(name, new Range(0, 1)).isPresent();
    }

    private record Range(long offset, int length) {
        String header() {
            return "bytes=" + offset + "-" + (offset + length - 1);
        }

        /// The part of an object whose storage ignored that only a part was asked for.
        byte[] cut(byte[] whole) {
            int from = (int) Math.min(offset, whole.length);
            return Arrays.copyOfRange(whole, from, from + Math.min(length, whole.length - from));
        }
    }

    private static final class Read {
        private final byte[] bytes;
        private final String tag;

        Read(byte[] bytes, String tag) {
            this.bytes = bytes;
            this.tag = tag;
        }

        byte[] bytes() {
            return bytes;
        }

        String tag() {
            return tag;
        }
    }

    private Optional<Read> read(String name, @Nullable Range range) {
        GetObjectRequest request =
                GetObjectRequest.builder()
                        .bucket(link.address().bucket())
                        .key(key(name))
                        .range(range == null ? null : range.header())
                        .build();
        return link.send("read " + name, (s3, again) -> read(s3, request, range));
    }

    private static Optional<Read> read(S3Client s3, GetObjectRequest request, @Nullable Range range)
            throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = s3.getObject(request)) {
            GetObjectResponse head = in.response();
            try {
                byte[] bytes = Content.read(in, head.contentLength());
                byte[] part =
                        range == null || head.contentRange() != null ? bytes : range.cut(bytes);
                return Optional.of(new Read(part, String.valueOf(head.eTag())));
            } catch (IOException e) {
                // not to be drained on close: the rest may be long, or never come
                in.abort();
                throw e;
            }
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        } catch (S3Exception refused) {
            if (refused.statusCode() == 416) {
                return Optional.of(new Read(new byte[0], ""));
            }
            throw refused;
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        if (!prefix.isEmpty()) {
            ObjectNames.require(prefix.substring(0, prefix.length() - 1));
        }
        List<StoredObject> objects = new ArrayList<>();
        String token = null;
        do {
            ListObjectsV2Response page = page(prefix, token);
            page.contents()
                    .forEach(it -> {
                        String name = it.key().substring(link.address().prefix().length());
                        if (ObjectNames.isName(name)) {
                            objects.add(new StoredObject(name, it.size(), it.lastModified()));
                        }
                    });
            token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (token != null);
        objects.sort(Comparator.comparing(StoredObject::name));
        return objects;
    }

    private ListObjectsV2Response page(String prefix, @Nullable String token) {
        ListObjectsV2Request request =
                ListObjectsV2Request.builder()
                        .bucket(link.address().bucket())
                        .prefix(link.address().prefix() + prefix)
                        .maxKeys(link.tuning().page())
                        .continuationToken(token)
                        .build();
        return link.send("list " + prefix, (s3, again) -> s3.listObjectsV2(request));
    }

    @Override
    public void delete(String name) {
        String key = key(name);
        link.send(
                "delete " + name,
                (s3, again) -> s3.deleteObject(it -> it.bucket(link.address().bucket()).key(key)));
    }

    /// Copied before its name is freed, so that a crash between loses nothing; and freed only while
    /// it is still the object that was copied, since another reader may have mended it meanwhile.
    @Override
    public void setAside(String name) {
        Optional<Read> found = read(name, null);
        if (found.isEmpty()) {
            return;
        }
        byte[] bytes = found.get().bytes();
        boolean kept = false;
        for (int n = 1; !kept; n++) {
            String aside = "corrupt/" + name + "." + n;
            kept =
                    putIfAbsent(aside, bytes) == Put.STORED
                            || get(aside).filter(it -> Arrays.equals(it, bytes)).isPresent();
        }
        deleteIfStill(name, found.get().tag());
    }

    private void deleteIfStill(String name, String tag) {
        String key = key(name);
        link.send(
                "delete " + name,
                (s3, again) -> {
                    try {
                        s3.deleteObject(
                                it -> it.bucket(link.address().bucket()).key(key).ifMatch(tag));
                    } catch (S3Exception refused) {
                        if (refused.statusCode() != 412) {
                            throw refused;
                        }
                    }
                    return true;
                });
    }

    /// Drops uploads in parts that were begun a day ago, by the storage's clock, and never ended.
    @Override
    public Guard guard() {
        return new S3Guard(link).probe();
    }

    @Override
    public Optional<Duration> lock() {
        return link.address().lock();
    }

    @Override
    public boolean lockUntil(String name, Instant enough, Instant until) {
        return lock().isPresent() && locks.extend(name, key(name), enough, until);
    }

    @Override
    public void sweep() {
        S3Parts.sweep(link);
    }

    private String key(String name) {
        ObjectNames.require(name);
        return link.address().prefix() + name;
    }
}
