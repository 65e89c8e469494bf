package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.s3.BadLine.Pass;
import dev.muster.vault.s3.BadLine.Without;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Storage that accepts conditional writes and does not keep to them gets no vault.
class LyingStorageIT {
    private static final RegionId NORTH = new RegionId("north");
    private static final RegionId SOUTH = new RegionId("south");

    @TempDir Path folder;
    private S3Server server;
    private BadLine line;

    @BeforeEach
    void start() throws Exception {
        server = S3Server.startOpen();
        line = new BadLine(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        server.close();
    }

    private void create() {
        Copy copy = new Copy(NORTH, Stores.at(S3Server.url("v", line.port())));
        VaultPorts ports = VaultPorts.of(Stores.CLOCK);
        Vault.create("main", List.of(copy), new KeyFolder(folder.resolve("keys")), ports).close();
    }

    @Test
    void honestStorageGetsAVault() {
        create();
        assertThat(Stores.at(server.url("v")).list("probe/")).isEmpty();
        assertThat(Stores.at(server.url("v")).exists("config")).isTrue();
    }

    @Test
    void storageThatIgnoresConditionsIsRefused() {
        line.rule(request -> new Without("if-none-match"));
        refused(this::create);
        assertThat(Stores.at(server.url("v")).list("")).isEmpty();
    }

    @Test
    void storageThatHonoursThemOnlyWithoutARaceIsRefused() {
        // the first two writers are let through, all later ones are compared; counted here, since
        // all may be under way before one is decided about
        AtomicInteger decided = new AtomicInteger();
        line.rule(request ->
                request.method().equals("PUT") && decided.incrementAndGet() <= 2
                        ? new Without("if-none-match")
                        : new Pass());
        refused(this::create);
    }

    @Test
    void suchStorageDoesNotBecomeACopyEither() throws Exception {
        Copy first = new Copy(SOUTH, new FolderStore(Files.createDirectory(folder.resolve("s"))));
        VaultPorts ports = VaultPorts.of(Stores.CLOCK);
        KeyFolder keys = new KeyFolder(folder.resolve("keys"));
        Vault.create("main", List.of(first), keys, ports).close();
        line.rule(request -> new Without("if-none-match"));
        Copy second = new Copy(NORTH, Stores.at(S3Server.url("v", line.port())));
        refused(() -> Vault.attach(List.of(first, second), NORTH, ports));
        line.rule(request -> new Pass());
        Vault.attach(List.of(first, second), NORTH, ports);
    }

    private static void refused(Runnable work) {
        assertThatThrownBy(work::run)
                .satisfies(told ->
                        assertThat(((MusterException) told).code())
                                .as(told.getMessage())
                                .isEqualTo(VaultErrors.STORE_LIES))
                .hasMessageContaining("overwrites");
    }
}
