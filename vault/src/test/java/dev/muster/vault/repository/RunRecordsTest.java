package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.vault.VaultErrors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
    private static final RunId RUN = new RunId("region-loss-1");

    @TempDir Path folder;

    @Test
    void whatWasKeptFirstStays() {
        var world = new World(folder, 1, 0);
        var records = records(world);
        assertThat(records.get(RUN, "start")).isEmpty();
        assertThat(records.putIfAbsent(RUN, "start", bytes("one"))).isEqualTo(bytes("one"));
        assertThat(records.putIfAbsent(RUN, "start", bytes("two"))).isEqualTo(bytes("one"));
        assertThat(records(world).get(RUN, "start")).contains(bytes("one"));
        assertThat(records.runs()).containsExactly(RUN);
    }

    @Test
    void evidenceIsKeptOnceAndFoundByItsName() {
        var world = new World(folder, 1, 0);
        var evidence = world.open().evidence(World.SOUTH, world.keys.controller());
        assertThat(evidence.putIfAbsent("drill-1/report", bytes("one"))).isEqualTo(bytes("one"));
        assertThat(evidence.putIfAbsent("drill-1/report", bytes("two"))).isEqualTo(bytes("one"));
        assertThat(evidence.names()).containsExactly("drill-1/report");
        assertThat(evidence.get("drill-1/report")).contains(bytes("one"));
        assertThat(evidence.get("drill-2/report")).isEmpty();
        assertThat(world.north.exists("evidence/drill-1/report")).isTrue();
    }

    @Test
    void aRecordOfferedUnderAnotherNameIsRefused() {
        var world = new World(folder, 2, 0);
        var records = records(world);
        records.putIfAbsent(RUN, "receipts/a", bytes("done"));
        var signed = world.south.get("runs/region-loss-1/receipts/a").orElseThrow();
        world.south.putIfAbsent("runs/region-loss-1/receipts/b", signed);
        assertThatThrownBy(() -> records.get(RUN, "receipts/b"))
                .hasFieldOrPropertyWithValue("code", VaultErrors.DAMAGED)
                .hasMessageContaining("belongs under another name");
    }

    @Test
    void aRecordThatNoControllerSignedIsRefused() {
        var world = new World(folder, 3, 0);
        var other = new World(folder.resolve("other"), 4, 0);
        var foreign = records(other);
        foreign.putIfAbsent(RUN, "receipts/a", bytes("done"));
        world.south.putIfAbsent(
                "runs/region-loss-1/receipts/a",
                other.south.get("runs/region-loss-1/receipts/a").orElseThrow());
        assertThatThrownBy(() -> records(world).get(RUN, "receipts/a"))
                .hasFieldOrPropertyWithValue("code", VaultErrors.DAMAGED)
                .hasMessageContaining("not certified by the owner");
    }

    @Test
    void aDamagedRecordIsMendedFromTheOtherCopy() {
        var world = new World(folder, 5, 0);
        var records = records(world);
        records.putIfAbsent(RUN, "start", bytes("one"));
        var object = "runs/region-loss-1/start";
        assertThat(world.north.get(object)).isPresent();
        world.south.flip(object, 20);
        assertThat(records.get(RUN, "start")).contains(bytes("one"));
        assertThat(world.south.get(object).orElseThrow())
                .isEqualTo(world.north.get(object).orElseThrow());
    }

    @Test
    void noTwoControllersGetTheSameEpoch() throws Exception {
        var world = new World(folder, 6, 2);
        Set<Epoch> granted = ConcurrentHashMap.newKeySet();
        try (var vault = world.open()) {
            var threads =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    Thread.ofPlatform().start(() -> claim(world, vault, granted)))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(granted).hasSize(8 * 20);
            assertThat(vault.runs(World.SOUTH, world.keys.controller()).currentEpoch(RUN))
                    .contains(new Epoch(160));
        }
    }

    private static void claim(World world, Vault vault, Set<Epoch> granted) {
        var records = vault.runs(World.SOUTH, world.keys.controller());
        for (int i = 0; i < 20; i++) {
            granted.add(records.claim(RUN));
        }
    }

    private static RunRecords records(World world) {
        return world.open().runs(World.SOUTH, world.keys.controller());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
