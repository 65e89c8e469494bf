package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.wire.Checksums;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Change;
import dev.muster.rehearsal.world.Shelf;
import dev.muster.rehearsal.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Multipart uploads and their parts. A part belongs to its upload, until completion makes all of
/// them the content of one version.
final class Uploads {
    private static final long SMALLEST_PART = 5L << 20;

    private final World world;
    private final Blobs blobs;
    private final Shelf<Upload> uploads;
    private final Shelf<Part> parts;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Uploads(World world, Blobs blobs) {
        this.world = world;
        this.blobs = blobs;
        uploads = world.store().shelf("s3.uploads", Upload.class);
        parts = world.store().shelf("s3.parts", Part.class);
        parts.all().forEach(it -> blobs.use(List.of(it.segment())));
    }

    List<Upload> of(String bucket) {
        return uploads.all().stream().filter(it -> it.bucket().equals(bucket)).toList();
    }

    void begin(Upload upload) {
        world.store().commit(uploads.put(upload.id(), upload));
    }

    Upload get(String bucket, String key, String id) {
        Upload upload = uploads.get(id);
        if (upload == null || !upload.bucket().equals(bucket) || !upload.key().equals(key)) {
            throw gone();
        }
        return upload;
    }

    private static RuntimeException gone() {
        return Refusal.of(
                404,
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload"
                        + " may have been aborted or completed.");
    }

    private ReentrantLock lock(String id) {
        return locks.computeIfAbsent(id, it -> new ReentrantLock());
    }

    void add(Part part) {
        ReentrantLock lock = lock(part.upload());
        lock.lock();
        try {
            if (uploads.get(part.upload()) == null) {
                blobs.drop(part.segment());
                throw gone();
            }
            String key = Part.shelfKey(part.upload(), part.number());
            Part old = parts.get(key);
            blobs.use(List.of(part.segment()));
            world.store().commit(parts.put(key, part));
            if (old != null) {
                blobs.release(List.of(old.segment()));
            }
        } finally {
            lock.unlock();
        }
    }

    List<Part> parts(Upload upload) {
        return parts.all().stream().filter(it -> it.upload().equals(upload.id())).toList();
    }

    void abort(Upload upload) {
        ReentrantLock lock = lock(upload.id());
        lock.lock();
        try {
            List<Part> all = parts(upload);
            world.store().commit(removal(upload, all));
            all.forEach(it -> blobs.release(List.of(it.segment())));
        } finally {
            lock.unlock();
            locks.remove(upload.id());
        }
    }

    private Change[] removal(Upload upload, List<Part> all) {
        List<Change> changes = new ArrayList<>();
        changes.add(uploads.remove(upload.id()));
        all.forEach(it -> changes.add(parts.remove(Part.shelfKey(it.upload(), it.number()))));
        return changes.toArray(Change[]::new);
    }

    /// Writes the version, in the same breath as the upload ends.
    interface Writing {
        Version write(Content content, Change... removal);
    }

    Version complete(Upload upload, List<CompletedPart> named, Writing writing) throws IOException {
        ReentrantLock lock = lock(upload.id());
        lock.lock();
        try {
            if (uploads.get(upload.id()) == null) {
                throw gone();
            }
            List<Part> all = parts(upload);
            Content content = content(upload, chosen(upload, named));
            Version version = writing.write(content, removal(upload, all));
            all.forEach(it -> blobs.release(List.of(it.segment())));
            locks.remove(upload.id());
            return version;
        } finally {
            lock.unlock();
        }
    }

    private List<Part> chosen(Upload upload, List<CompletedPart> named) {
        if (named.isEmpty()) {
            throw Refusal.of(400, "MalformedXML", "a completion names at least one part");
        }
        List<Part> chosen = new ArrayList<>();
        int before = 0;
        for (CompletedPart each : named) {
            if (each.partNumber() == null || each.partNumber() <= before) {
                throw Refusal.of(
                        400, "InvalidPartOrder", "The list of parts was not in ascending order.");
            }
            before = each.partNumber();
            Part part = parts.get(Part.shelfKey(upload.id(), before));
            if (part == null || !isSame(part, each)) {
                throw Refusal.of(
                        400,
                        "InvalidPart",
                        "One or more of the specified parts could not be found: part " + before);
            }
            chosen.add(part);
        }
        for (Part part : chosen.subList(0, chosen.size() - 1)) {
            if (part.segment().length() < SMALLEST_PART) {
                throw Refusal.of(
                        400,
                        "EntityTooSmall",
                        "Your proposed upload is smaller than the minimum allowed size: part "
                                + part.number());
            }
        }
        return chosen;
    }

    private static boolean isSame(Part part, CompletedPart named) {
        return named.eTag() != null && named.eTag().replace("\"", "").equals(part.md5());
    }

    private Content content(Upload upload, List<Part> chosen) throws IOException {
        List<Segment> segments = chosen.stream().map(Part::segment).toList();
        Checksums.Running md5 = Checksums.md5();
        for (Part part : chosen) {
            byte[] each = HexFormat.of().parseHex(part.md5());
            md5.update(each, 0, each.length);
        }
        String suffix = "-" + chosen.size();
        return new Content(
                segments.stream().mapToLong(Segment::length).sum(),
                HexFormat.of().formatHex(md5.bytes()) + suffix,
                segments,
                checksums(upload, chosen, segments, suffix),
                upload.whole(),
                segments.stream().map(Segment::length).toList());
    }

    private Map<String, String> checksums(
            Upload upload, List<Part> chosen, List<Segment> segments, String suffix)
            throws IOException {
        Optional<Checksums> algorithm = Checksums.named(upload.algorithm());
        if (algorithm.isEmpty()) {
            return Map.of();
        }
        Checksums.Running sum = algorithm.get().start();
        if (upload.whole()) {
            long size = segments.stream().mapToLong(Segment::length).sum();
            blobs.send(segments, 0, size, Sums.into(sum));
            return Map.of(algorithm.get().name(), sum.text());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Part part : chosen) {
            all.write(
                    Base64.getDecoder()
                            .decode(part.checksums().getOrDefault(algorithm.get().name(), "")));
        }
        sum.update(all.toByteArray(), 0, all.size());
        return Map.of(algorithm.get().name(), sum.text() + suffix);
    }
}
