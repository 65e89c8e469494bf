package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.Timing;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.FileSink;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.LockCare;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.Guard;
import dev.muster.vault.store.Guard.Ban;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore.Put;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Object Lock, where the storage is real.
class MinioLockPeerIT {
    private static final RegionId HERE = new RegionId("here");
    private static final ComponentId DB = new ComponentId("orders-db");
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
        assertThat(store.lockUntil("packs/aa/a", until.minusSeconds(5), later)).isFalse();
        assertThat(store.lockUntil("packs/aa/a", until.plusSeconds(5), later)).isTrue();
        assertThat(store.lockUntil("packs/aa/a", until.plusSeconds(5), later)).isFalse();
        assertThat(store.lockUntil("packs/aa/absent", later, later)).isFalse();
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

    @Test
    void whatBackupsNeedGetsTheWholeTimeAgainOnceHalfOfItIsOver(@TempDir Path folder)
            throws InterruptedException {
        KeyFolder keys = new KeyFolder(folder.resolve("keys"));
        List<Copy> copies = List.of(new Copy(HERE, locked("vault")));
        LogPosition at = new LogPosition("1", 0x1000);
        try (Vault vault = Vault.create("main", copies, keys, VaultPorts.of(Stores.CLOCK))) {
            vault.addSource(DB, keys);
            try (BackupSession session =
                    vault.backup(keys.source(DB), Epoch.FIRST, WriteRule.ANY)) {
                try (FileSink sink = session.file("a", FileMetadata.ofMode(0600), 8192)) {
                    sink.write(ByteBuffer.wrap(new byte[8192]));
                }
                session.commit(Instant.now(), Instant.now(), at, at);
            }
            try (LogSpool log =
                    LogSpool.open(vault, keys.source(DB), folder.resolve("spool"), Epoch.FIRST)) {
                log.append(at, ByteBuffer.wrap(new byte[100]), Instant.now());
                log.flush();
                log.ship(WriteRule.requiring(HERE));
            }
            assertThat(vault.locks().extend())
                    .allSatisfy(copy -> assertThat(copy.extended()).isZero());
        }
        try (Vault later = Vault.open(copies, VaultPorts.of(new Later(Duration.ofDays(20))))) {
            LockCare.Extended done = later.locks().extend().getFirst();
            assertThat(done.problems()).isEmpty();
            assertThat(done.extended()).isEqualTo(done.needed()).isGreaterThan(4);
            assertThat(later.locks().extend().getFirst().extended()).isZero();
        }
        List<String> needed =
                Stream.of("packs/", "logs/")
                        .flatMap(prefix -> copies.getFirst().store().list(prefix).stream())
                        .map(StoredObject::name)
                        .toList();
        assertThat(needed)
                .anyMatch(name -> name.startsWith("packs/"))
                .anyMatch(name -> name.startsWith("logs/"))
                .allSatisfy(pack ->
                        assertThat(lockOf("vault/" + pack))
                                .isAfter(Instant.now().plus(Duration.ofDays(49))));
    }

    private record Later(Duration by) implements Timing {
        @Override
        public Instant instant() {
            return Stores.CLOCK.instant().plus(by);
        }

        @Override
        public long nanos() {
            return Stores.CLOCK.nanos();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            Stores.CLOCK.pause(duration);
        }
    }

    private static Instant lockOf(String key) {
        HeadObjectResponse head = server.root().headObject(it -> it.bucket("locked").key(key));
        return head.objectLockRetainUntilDate();
    }
}
