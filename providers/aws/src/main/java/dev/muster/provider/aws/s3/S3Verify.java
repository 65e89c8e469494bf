package dev.muster.provider.aws.s3;

import dev.muster.model.ByteSize;
import dev.muster.provider.Operation;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.aws.service.AwsFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Compares what a bucket is with what it should be, key by key, as the lists tell now: by size and
/// ETag, and where ETags cannot agree, by the checksums that S3 keeps.
final class S3Verify {
    private static final int NAMED = 3;

    private final Aim aim;
    private final Bucket from;
    private final Bucket to;
    private final List<String> required;
    private final Operation operation;
    private final List<String> wrong = new ArrayList<>();
    private long right;
    private long bytes;
    private long bySize;
    private long wrongs;

    S3Verify(Aim aim, Bucket from, Bucket to, List<String> required, Operation operation) {
        this.aim = aim;
        this.from = from;
        this.to = to;
        this.required = required;
        this.operation = operation;
    }

    Verification run() throws InterruptedException {
        operation.progress().stage("comparing versions");
        Comparison comparison = new Comparison(aim, from, to);
        for (Optional<Comparison.Pair> pair = comparison.next();
                pair.isPresent();
                pair = comparison.next()) {
            operation.checkCancelled();
            judge(pair.get());
        }
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("objects as of the time", wrongs == 0, found()));
        for (String key : required) {
            operation.checkCancelled();
            checks.add(there(key));
        }
        return new Verification(checks);
    }

    private String found() {
        String sizes = bySize == 0 ? "" : ", " + bySize + " of them by their size alone";
        return right
                + " objects, "
                + new ByteSize(bytes)
                + sizes
                + ", "
                + wrongs
                + " wrong"
                + (wrong.isEmpty() ? "" : ": " + String.join("; ", wrong));
    }

    private void judge(Comparison.Pair pair) throws InterruptedException {
        if (pair.wanted().isEmpty()) {
            if (pair.found().isPresent()) {
                isWrong(pair.key() + " is there, and was not");
            }
            return;
        }
        if (pair.found().isEmpty()) {
            isWrong(pair.key() + " is missing");
            return;
        }
        Entry wanted = pair.wanted().get();
        if (pair.untouched() || pair.same()) {
            isRight(wanted);
        } else if (wanted.size() != pair.found().get().size()) {
            isWrong(pair.key() + " has another size");
        } else {
            bySums(wanted, pair.found().get());
        }
    }

    private void bySums(Entry wanted, Entry found) throws InterruptedException {
        HeadObjectResponse was = head(from, wanted);
        HeadObjectResponse is = head(to, found);
        boolean encrypted = was.ssekmsKeyId() != null || is.ssekmsKeyId() != null;
        boolean sayNothing = wanted.inParts() || found.inParts() || encrypted;
        boolean whole = was.checksumSHA256() != null && is.checksumSHA256() != null;
        boolean summed =
                whole && !was.checksumSHA256().contains("-") && !is.checksumSHA256().contains("-");
        boolean crc = was.checksumCRC64NVME() != null && is.checksumCRC64NVME() != null;
        if (summed || crc) {
            boolean same =
                    summed
                            ? Objects.equals(was.checksumSHA256(), is.checksumSHA256())
                            : Objects.equals(was.checksumCRC64NVME(), is.checksumCRC64NVME());
            if (same) {
                isRight(wanted);
            } else {
                isWrong(wanted.key() + " has another checksum");
            }
        } else if (sayNothing) {
            bySize++;
            isRight(wanted);
        } else {
            isWrong(wanted.key() + " has other content");
        }
    }

    private static HeadObjectResponse head(Bucket bucket, Entry entry) throws InterruptedException {
        return bucket.send(
                "look at " + entry.key(),
                it ->
                        it.headObject(request ->
                                request.bucket(bucket.name())
                                        .key(entry.key())
                                        .versionId(entry.version())
                                        .checksumMode(ChecksumMode.ENABLED)));
    }

    private void isRight(Entry wanted) {
        right++;
        bytes += wanted.size();
    }

    private void isWrong(String what) {
        wrongs++;
        if (wrong.size() < NAMED) {
            wrong.add(what);
        }
    }

    private Check there(String key) throws InterruptedException {
        try {
            long size =
                    to.sendRaw(it -> it.headObject(request -> request.bucket(to.name()).key(key)))
                            .contentLength();
            return new Check("object " + key, true, "there, " + new ByteSize(size));
        } catch (NoSuchKeyException missing) {
            return new Check("object " + key, false, "missing");
        } catch (SdkException e) {
            throw AwsFaults.told(e, "look at " + key);
        }
    }
}
