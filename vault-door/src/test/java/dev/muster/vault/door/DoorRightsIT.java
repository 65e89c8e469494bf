package dev.muster.vault.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.Guard.Ban;
import dev.muster.vault.store.StorageRole;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.VaultStore.Put;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorRightsIT {
    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] TWO = {9};
    // the SHA-256 of ONE
    private static final String PACK =
            "packs/03/039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

    @TempDir Path folder;
    private Doors doors;
    private VaultStore behind;

    @BeforeEach
    void open() throws Exception {
        doors = Doors.open(folder);
        behind = new FolderStore(folder.resolve("vault"));
    }

    @AfterEach
    void close() {
        doors.close();
    }

    private static void refused(ErrorCode code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    private static void denied(Runnable work) {
        refused(DoorErrors.DENIED, work);
    }

    @Test
    void aSourceAddsItsOwnAndNothingElse() {
        DoorStore orders = doors.as(doors.token("db1", StorageRole.SOURCE, "orders"));
        for (String own :
                List.of(
                        PACK,
                        "commits/orders/0000000001-0000000001/number",
                        "logs/orders/line/a",
                        "histories/orders/h/a",
                        "sessions/0a/begin")) {
            assertThat(orders.putIfAbsent(own, ONE)).as(own).isEqualTo(Put.STORED);
            assertThat(orders.putIfAbsent(own, ONE)).as(own).isEqualTo(Put.EXISTS);
        }
        for (String other :
                List.of(
                        "commits/billing/0000000001-0000000001/number",
                        "logs/billing/line/a",
                        "index/billing/a",
                        "histories/billing/h/a",
                        "config",
                        "keys/source/orders/a",
                        "keys/removed/source/orders/a",
                        "program/000000001-00000000/muster-reader.jar",
                        "condemned/a/list",
                        "removed/orders/a",
                        "runs/a/b",
                        "corrupt/a")) {
            denied(() -> orders.putIfAbsent(other, ONE));
            assertThat(behind.exists(other)).as(other).isFalse();
        }
        denied(() -> orders.delete(PACK));
        denied(() -> orders.setAside(PACK));
        orders.sweep();
        assertThat(behind.get(PACK)).contains(ONE);
        assertThat(orders.list("").size()).isEqualTo(5);
        assertThat(orders.guard().change()).isEqualTo(Ban.REFUSED);
        assertThat(orders.guard().delete()).isEqualTo(Ban.REFUSED);
    }

    @Test
    void aSourceOfNoComponentInParticularAddsForEach() {
        DoorStore host = doors.as(doors.token("host", StorageRole.SOURCE, ""));
        assertThat(host.putIfAbsent("logs/a/line/x", ONE)).isEqualTo(Put.STORED);
        assertThat(host.putIfAbsent("logs/b/line/x", ONE)).isEqualTo(Put.STORED);
        denied(() -> host.putIfAbsent("keys/x/y", ONE));
    }

    @Test
    void aRestorerReadsAndAddsRecords() {
        behind.putIfAbsent(PACK, ONE);
        DoorStore restorer = doors.as(doors.token("dr", StorageRole.RESTORER, ""));
        assertThat(restorer.get(PACK)).contains(ONE);
        assertThat(restorer.putIfAbsent("runs/r/started", ONE)).isEqualTo(Put.STORED);
        denied(() -> restorer.putIfAbsent("commits/a/b/c", ONE));
        denied(() -> restorer.delete(PACK));
    }

    @Test
    void aJanitorDeletesAndReplacesNothingAllTheSame() {
        DoorStore janitor = doors.as(doors.token("janitor", StorageRole.JANITOR, ""));
        assertThat(janitor.putIfAbsent("config", ONE)).isEqualTo(Put.STORED);
        assertThat(janitor.putIfAbsent("config", TWO)).isEqualTo(Put.EXISTS);
        janitor.putIfAbsent("removed/a/b", ONE);
        janitor.delete("removed/a/b");
        assertThat(behind.exists("removed/a/b")).isFalse();
        assertThat(janitor.guard().change()).isEqualTo(Ban.REFUSED);
        assertThat(janitor.guard().delete()).isEqualTo(Ban.POSSIBLE);
    }

    @Test
    void aPackUnderAnotherPacksNameIsNotTaken() {
        DoorStore source = doors.as(doors.token("db1", StorageRole.SOURCE, "orders"));
        refused(VaultErrors.STORE_FAILED, () -> source.putIfAbsent(PACK, TWO));
        assertThat(behind.exists(PACK)).isFalse();
    }

    @Test
    void whoHasNoTokenOrAnEndedOneSeesNothing() {
        behind.putIfAbsent("a/b", ONE);
        DoorToken token = doors.token("db1", StorageRole.SOURCE, "orders");
        DoorStore source = doors.as(token);
        assertThat(source.get("a/b")).contains(ONE);
        DoorToken other = doors.token("db2", StorageRole.SOURCE, "billing");
        denied(() -> doors.as(new DoorToken("db1", other.secret())).get("a/b"));
        denied(() -> doors.as(new DoorToken("nobody", token.secret())).list(""));
        denied(() -> Doors.as(Optional.empty(), doors.url()).list(""));
        assertThat(doors.tokens.remove("db1")).isTrue();
        denied(() -> source.get("a/b"));
        denied(() -> source.putIfAbsent("logs/orders/a/b", ONE));
        assertThat(doors.tokens.remove("db1")).isFalse();
    }

    @Test
    void anotherServerAtTheAddressIsNotTalkedTo() {
        DoorToken token = doors.token("db1", StorageRole.SOURCE, "orders");
        String other = "0123456789abcdef".repeat(4);
        refused(
                DoorErrors.OTHER_DOOR,
                () -> Doors.as(Optional.of(token), doors.url(other)).list(""));
    }

    @Test
    void theSameDoorOpensAgainWithTheSamePinAndTokens() throws Exception {
        DoorToken token = doors.token("janitor", StorageRole.JANITOR, "");
        doors.as(token).putIfAbsent("config", ONE);
        String pin = doors.server.pin();
        doors.close();
        doors = Doors.open(folder);
        assertThat(doors.server.pin()).isEqualTo(pin);
        assertThat(doors.as(token).get("config")).contains(ONE);
    }

    @Test
    void nothingIsWrittenWhereTheDiskIsNotMountedOrHoldsAnotherVault() throws Exception {
        DoorStore janitor = doors.as(doors.token("janitor", StorageRole.JANITOR, ""));
        janitor.putIfAbsent("config", ONE);
        janitor.putIfAbsent("a/b", ONE);
        Files.move(folder.resolve("vault"), folder.resolve("disk"));
        Files.createDirectory(folder.resolve("vault"));
        refused(VaultErrors.UNREACHABLE, () -> janitor.putIfAbsent("a/c", ONE));
        doors.close();
        doors = Doors.open(folder);
        DoorStore again = doors.as(doors.token("again", StorageRole.JANITOR, ""));
        refused(VaultErrors.UNREACHABLE, () -> again.putIfAbsent("a/c", ONE));
        doors.close();
        behind = new FolderStore(folder.resolve("vault"));
        behind.putIfAbsent("config", TWO);
        refused(DoorErrors.SETUP, () -> reopen());
    }

    private void reopen() {
        try {
            doors = Doors.open(folder);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheDoorKeepsIsItsOwnersAloneAndHoldsNoSecretOfAToken() throws Exception {
        DoorToken token = doors.token("db1", StorageRole.SOURCE, "orders");
        try (Stream<Path> files = Files.list(folder.resolve("door"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
                assertThat(Files.readAllBytes(file)).isNotEmpty();
            }
        }
        assertThat(Files.readString(folder.resolve("door/tokens")))
                .contains("db1 source orders")
                .doesNotContain(token.secret().reveal());
    }
}
