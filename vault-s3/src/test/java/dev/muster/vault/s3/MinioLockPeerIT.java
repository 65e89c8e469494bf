package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.vault.store.Guard;
import dev.muster.vault.store.Guard.Ban;
import dev.muster.vault.store.VaultStore.Put;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Object Lock, where the storage is real.
class MinioLockPeerIT {
    private static final byte[] ONE = {1, 2, 3};
    private static Minio server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = Minio.start(folder);
        server.bucket("locked", true);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static S3Store locked(String prefix) {
        return Stores.at(server.url(prefix).replace("vaults", "locked") + "&lock=30d");
    }

    @Test
    void whatIsStoredIsKeptFromEverybodyAndTheLockIsExtended() {
        S3Store store = locked("v");
        assertThat(store.putIfAbsent("packs/aa/a", ONE)).isEqualTo(Put.STORED);
        Instant until = lockOf("v/packs/aa/a");
        assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(29)));
        ListObjectVersionsResponse versions =
                server.root().listObjectVersions(it -> it.bucket("locked").prefix("v/packs/"));
        String version = versions.versions().getFirst().versionId();
        assertThatThrownBy(() ->
                        server.root()
                                .deleteObject(it ->
                                        it.bucket("locked").key("v/packs/aa/a").versionId(version)))
                .isInstanceOf(S3Exception.class);

        Instant later = Instant.now().plus(Duration.ofDays(60));
        assertThat(store.lockUntil("packs/aa/a", until.minusSeconds(5))).isFalse();
        assertThat(store.lockUntil("packs/aa/a", later)).isTrue();
        assertThat(store.lockUntil("packs/aa/a", later)).isFalse();
        assertThat(store.lockUntil("packs/aa/absent", later)).isFalse();
        assertThat(lockOf("v/packs/aa/a")).isAfter(until);
    }

    @Test
    void whatWasHiddenByADeletionIsStoredAgain() {
        S3Store store = locked("w");
        store.putIfAbsent("packs/aa/a", ONE);
        store.delete("packs/aa/a");
        assertThat(store.get("packs/aa/a")).isEmpty();
        assertThat(store.putIfAbsent("packs/aa/a", ONE)).isEqualTo(Put.STORED);
    }

    @Test
    void aLargeObjectIsLockedToo() {
        S3Store store = locked("l");
        store.putIfAbsent("packs/aa/large", new byte[9 << 20]);
        assertThat(lockOf("l/packs/aa/large")).isAfter(Instant.now().plus(Duration.ofDays(29)));
    }

    @Test
    void theProbeTellsWhetherTheLockHolds() {
        assertThat(locked("g").guard()).isEqualTo(new Guard(Ban.HIDES, Ban.HIDES, Ban.REFUSED));
        assertThat(Stores.at(server.url("g")).guard()).isEqualTo(Guard.NONE);
    }

    @Test
    void aBucketWithoutLockIsToldWhenOneIsAskedFor() {
        S3Store none = Stores.at(server.url("x") + "&lock=30d");
        assertThatThrownBy(() -> none.putIfAbsent("packs/aa/a", ONE))
                .satisfies(told ->
                        assertThat(((MusterException) told).code())
                                .as(told.getMessage())
                                .isEqualTo(S3Errors.LOCKED));
    }

    private static Instant lockOf(String key) {
        HeadObjectResponse head = server.root().headObject(it -> it.bucket("locked").key(key));
        return head.objectLockRetainUntilDate();
    }
}
