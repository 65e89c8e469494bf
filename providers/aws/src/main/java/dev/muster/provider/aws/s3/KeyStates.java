package dev.muster.provider.aws.s3;

import dev.muster.model.MusterException;
import dev.muster.provider.aws.kind.AwsErrors;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/// Reads all keys of a bucket in their order, page by page. However many there are, no more than a
/// page and one key is held.
final class KeyStates {
    private static final int PAGE = 1000;

    private final Bucket bucket;
    private final String prefix;
    private final Instant moment;
    private final Deque<Entry> page = new ArrayDeque<>();
    private @Nullable String keyMarker;
    private @Nullable String versionMarker;
    private boolean ended;
    private long entries;

    /// @param prefix what all keys begin with; empty for all
    KeyStates(Bucket bucket, String prefix, Instant moment) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.moment = moment;
    }

    /// How many versions and markers were read so far.
    long entries() {
        return entries;
    }

    /// The next key; empty after the last.
    Optional<KeyState> next() throws InterruptedException {
        Optional<Entry> first = take();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Entry now = first.get();
        Entry then = isThen(now) ? now : null;
        for (Optional<Entry> older = peek();
                older.filter(entry -> entry.key().equals(now.key())).isPresent();
                older = peek()) {
            Entry entry = take().orElseThrow();
            if (then == null && isThen(entry)) {
                then = entry;
            }
        }
        if (!now.latest()) {
            throw odd("the first entry of " + now.key() + " is not the newest");
        }
        return Optional.of(new KeyState(now.key(), now, Optional.ofNullable(then)));
    }

    private boolean isThen(Entry entry) {
        return !entry.since().isAfter(moment);
    }

    private Optional<Entry> take() throws InterruptedException {
        Optional<Entry> entry = peek();
        page.poll();
        return entry;
    }

    private Optional<Entry> peek() throws InterruptedException {
        while (page.isEmpty() && !ended) {
            fetch();
        }
        return Optional.ofNullable(page.peek());
    }

    private void fetch() throws InterruptedException {
        List<Boolean> markers = new ArrayList<>();
        ListObjectVersionsResponse answer =
                bucket.send(
                        "list the versions",
                        it ->
                                it.listObjectVersions(request ->
                                        request.bucket(bucket.name())
                                                .prefix(prefix.isEmpty() ? null : prefix)
                                                .maxKeys(PAGE)
                                                .keyMarker(keyMarker)
                                                .versionIdMarker(versionMarker)
                                                .overrideConfiguration(config ->
                                                        config.putExecutionAttribute(
                                                                VersionOrder.MARKERS, markers))));
        merge(answer, markers);
        ended = !Boolean.TRUE.equals(answer.isTruncated());
        boolean stuck =
                Objects.equals(keyMarker, answer.nextKeyMarker())
                        && Objects.equals(versionMarker, answer.nextVersionIdMarker());
        if (!ended && stuck) {
            throw odd("a page does not say where the next one begins");
        }
        keyMarker = answer.nextKeyMarker();
        versionMarker = answer.nextVersionIdMarker();
    }

    private void merge(ListObjectVersionsResponse answer, List<Boolean> markers) {
        Iterator<ObjectVersion> versions = answer.versions().iterator();
        Iterator<DeleteMarkerEntry> deletions = answer.deleteMarkers().iterator();
        if (markers.size() != answer.versions().size() + answer.deleteMarkers().size()) {
            throw odd("a page has " + markers.size() + " entries in one count and not in another");
        }
        for (boolean marker : markers) {
            page.add(marker ? entry(deletions.next()) : entry(versions.next()));
            entries++;
        }
    }

    private static Entry entry(ObjectVersion version) {
        return new Entry(
                version.key(),
                version.versionId(),
                false,
                Boolean.TRUE.equals(version.isLatest()),
                version.lastModified(),
                version.size() == null ? 0 : version.size(),
                version.eTag() == null ? "" : version.eTag().replace("\"", ""),
                version.storageClassAsString() == null
                        ? "STANDARD"
                        : version.storageClassAsString());
    }

    private static Entry entry(DeleteMarkerEntry marker) {
        return new Entry(
                marker.key(),
                marker.versionId(),
                true,
                Boolean.TRUE.equals(marker.isLatest()),
                marker.lastModified(),
                0,
                "",
                "");
    }

    private MusterException odd(String what) {
        return AwsErrors.ODD_ANSWER.error(
                "the list of versions of bucket " + bucket.name() + " cannot be: " + what,
                "run the same command again");
    }
}
