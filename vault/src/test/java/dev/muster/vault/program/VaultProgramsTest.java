package dev.muster.vault.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ProgramSignature;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.CheckReport;
import dev.muster.vault.repository.PruneRules;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultProgramsTest {
    private static final byte[] FIRST = "a first jar".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "a second jar".getBytes(StandardCharsets.UTF_8);
    private static final String PLANTED = "program/000000009-0badc0de/muster-reader.jar";

    @TempDir Path folder;
    private World world;
    private Vault vault;
    private VaultPrograms programs;

    @BeforeEach
    void makeVault() {
        world = new World(folder.resolve("keys"), 51, 0);
        vault = world.open();
        programs = new VaultPrograms(vault);
    }

    private SigningKey owner() {
        return world.keys.owner().signing();
    }

    @Test
    void theNewestIsGivenOutAndEachIsKeptOnce() {
        Program one = programs.keep(FIRST, "1", "ann", owner());
        assertThat(programs.keep(FIRST, "1", "ann", owner())).isEqualTo(one);
        Program two = programs.keep(SECOND, "2", "ann", owner());
        assertThat(programs.shelf().programs()).containsExactly(one, two);
        assertThat(programs.shelf().newest()).contains(two);
        assertThat(programs.jar(programs.find(Optional.empty()))).isEqualTo(SECOND);
        assertThat(programs.jar(programs.find(Optional.of(1)))).isEqualTo(FIRST);
        // as it is, for whoever has nothing but cp
        assertThat(world.north.objects().get(two.object())).isEqualTo(SECOND);
        assertThat(world.south.objects().get(two.object())).isEqualTo(SECOND);
        assertThat(vault.checking().check(1).problems()).isEmpty();
        assertThatThrownBy(() -> programs.find(Optional.of(7)))
                .hasMessageContaining("no program 7 that the owner signed");
    }

    @Test
    void whoDiedBetweenSignatureAndJarGoesOn() {
        Program one = programs.keep(FIRST, "1", "ann", owner());
        world.north.delete(one.object());
        world.south.delete(one.object());
        assertThat(programs.shelf().programs()).isEmpty();
        world.timing.advance(Duration.ofMinutes(1));
        assertThat(programs.keep(FIRST, "1", "bob", owner())).isEqualTo(one);
        assertThat(programs.jar(programs.find(Optional.empty()))).isEqualTo(FIRST);
    }

    @Test
    void onlyTheOwnerSigns() {
        for (SigningKey other :
                List.of(
                        world.keys.controller().signing(),
                        world.keys.source(World.ORDERS).signing())) {
            assertThatThrownBy(() -> programs.keep(FIRST, "1", "eve", other))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.code()).isEqualTo(VaultErrors.NOT_SIGNED));
        }
        assertThat(world.north.list(ProgramSignature.PREFIX)).isEmpty();
    }

    @Test
    void aPlantedProgramIsNeitherGivenOutNorCopiedNorPassedOver() {
        Program good = programs.keep(FIRST, "1", "ann", owner());
        world.north.putIfAbsent(PLANTED, SECOND);
        world.north.putIfAbsent("program/000000009-0badc0de/run-me.sh", SECOND);
        assertThat(programs.find(Optional.empty())).isEqualTo(good);
        assertThat(programs.shelf().foreign())
                .containsExactly(PLANTED, "program/000000009-0badc0de/run-me.sh");
        vault.care().catchUp();
        assertThat(world.south.list(ProgramSignature.PREFIX)).hasSize(2);
        for (double share : new double[] {0, 1}) {
            assertThat(vault.checking().check(share).problems())
                    .extracting(CheckReport.Problem::region, CheckReport.Problem::name)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(World.NORTH, PLANTED),
                            org.assertj.core.groups.Tuple.tuple(
                                    World.NORTH, "program/000000009-0badc0de/run-me.sh"));
        }
        // with a signature that is good for another name, or by somebody else
        byte[] signature = world.north.objects().get(ProgramSignature.of(good.object()));
        world.north.putIfAbsent(ProgramSignature.of(PLANTED), signature);
        assertThat(programs.shelf().foreign()).contains(PLANTED);
        assertThat(programs.find(Optional.empty())).isEqualTo(good);
    }

    @Test
    void anotherJarInTheSignedPlaceIsNeverGivenOut() {
        Program good = programs.keep(FIRST, "1", "ann", owner());
        for (var store : List.of(world.north, world.south)) {
            store.delete(good.object());
            store.putIfAbsent(good.object(), SECOND);
        }
        assertThatThrownBy(() -> programs.jar(programs.find(Optional.empty())))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.code()).isEqualTo(VaultErrors.DAMAGED));
        world.south.delete(good.object());
        world.south.putIfAbsent(good.object(), FIRST);
        assertThat(programs.jar(programs.find(Optional.empty()))).isEqualTo(FIRST);
        // the reader mended it on the way
        assertThat(world.north.objects().get(good.object())).isEqualTo(FIRST);
    }

    @Test
    void aNewCopyCarriesItAndNothingPrunesIt() {
        Program good = programs.keep(FIRST, "1", "ann", owner());
        world.south.delete(good.object());
        world.south.delete(ProgramSignature.of(good.object()));
        assertThat(vault.care().catchUp().problems()).isEmpty();
        assertThat(world.south.objects().get(good.object())).isEqualTo(FIRST);
        world.backup(Map.of("a", TestFile.plain(new Random(1), 5000)));
        world.timing.advance(Duration.ofDays(4000));
        vault.janitor().prune(new PruneRules(Map.of(), PruneRules.PATIENCE, Set.of()));
        assertThat(world.north.objects()).containsKey(good.object());
        assertThat(world.south.objects()).containsKey(ProgramSignature.of(good.object()));
    }
}
