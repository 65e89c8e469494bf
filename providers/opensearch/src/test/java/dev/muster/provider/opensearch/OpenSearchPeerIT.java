package dev.muster.provider.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.ErrorCode;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.DataStore.CaptureState;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.cluster.Repository;
import dev.muster.provider.opensearch.kind.Folder;
import dev.muster.provider.opensearch.kind.Names;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.servers.Ports;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What the contract does not ask, with two real clusters of one node each.
@Timeout(180)
class OpenSearchPeerIT {
    private static final CaptureState NO_RECEIVER = new CaptureState(false, true);

    @TempDir static Path nodes;
    private static Node north;
    private static Node south;

    @TempDir Path workspaces;

    private final OpenSearchDataStore store = new OpenSearchDataStore();
    private Scene scene;

    @BeforeAll
    static void startNodes() throws Exception {
        north = Node.start(nodes.resolve("north"));
        south = Node.start(nodes.resolve("south"));
        north.await();
        south.await();
    }

    @AfterAll
    static void stopNodes() {
        north.close();
        south.close();
    }

    @BeforeEach
    void begin() throws Exception {
        north.clear();
        south.clear();
        scene = Scene.of(north, south, "search-" + UUID.randomUUID());
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
    }

    private TestOperation operation(String token) throws IOException {
        Path workspace = Files.createDirectories(workspaces.resolve(token));
        return new TestOperation(token, Epoch.FIRST, workspace, new RealTiming());
    }

    private BackupReader backup(MemoryBackup into) throws Exception {
        BackupSummary summary = store.backup(scene.home(), into, operation("backup"));
        assertThat(summary.remarks()).isEmpty();
        return into.reader(Scene.COMPONENT, "point-1", summary);
    }

    private void restore(BackupReader base) throws Exception {
        store.restore(
                scene.recovery(),
                new RestoreRequest(scene.restored(), new RestoreTarget.Latest()),
                base,
                new MemoryLog(),
                operation("restore"));
    }

    private void start() throws Exception {
        store.start(scene.recovery(), operation("start"));
    }

    private List<Check> failed() throws Exception {
        return store.verify(scene.recovery(), operation("verify")).checks().stream()
                .filter(check -> !check.passed())
                .toList();
    }

    private static void fill(String index, int documents) throws Exception {
        for (int i = 1; i <= documents; i++) {
            north.index(index, i);
        }
    }

    @Test
    void aliasesTemplatesAndPipelinesComeBackAndWhatIsThereStays() throws Exception {
        try (Cluster cluster = north.cluster()) {
            ObjectNode pipeline = Cluster.object().put("description", "of north");
            pipeline.putArray("processors");
            cluster.put("_ingest/pipeline/clean", pipeline);
            cluster.put("_index_template/logs", template("logs-*"));
            cluster.put("_index_template/both", template("north-*"));
            ObjectNode index = Cluster.object();
            index.putObject("aliases").putObject("all-orders");
            cluster.put("orders", index);
        }
        try (Cluster cluster = south.cluster()) {
            cluster.put("_index_template/both", template("south-*"));
        }
        fill("orders", 3);
        restore(backup(new MemoryBackup()));
        String reached = store.start(scene.recovery(), operation("start")).reached();

        assertThat(reached).contains("_index_template/both was there");
        try (Cluster cluster = south.cluster()) {
            assertThat(cluster.get("all-orders/_count").path("count").asInt()).isEqualTo(3);
            assertThat(cluster.get("_ingest/pipeline/clean").toString()).contains("of north");
            assertThat(cluster.get("_index_template/logs").toString()).contains("logs-*");
            assertThat(cluster.get("_index_template/both").toString())
                    .contains("south-*")
                    .doesNotContain("north-*");
        }
        scene = scene.asking("orders/_count?q=number:2");
        assertThat(failed()).isEmpty();
        scene = scene.asking("orders/_count?q=number:99", "missing/_count");
        assertThat(failed())
                .extracting(Check::name)
                .containsExactly("orders/_count?q=number:99", "missing/_count");
    }

    private static ObjectNode template(String pattern) {
        ObjectNode template = Cluster.object();
        template.putArray("index_patterns").add(pattern);
        template.putObject("template");
        return template;
    }

    @Test
    void aSecondBackupReadsOnlyWhatIsNewAndOldSnapshotsGo() throws Exception {
        fill("orders", 50);
        MemoryBackup first = new MemoryBackup();
        RecoveryPoint point = backup(first).point();
        fill("customers", 1);
        MemoryBackup second = new MemoryBackup(first, point);
        backup(second);
        assertThat(second.kept()).isPositive();
        backup(new MemoryBackup());
        backup(new MemoryBackup());

        try (Cluster cluster = north.cluster()) {
            Repository repository =
                    new Repository(
                            cluster,
                            Names.repository(Scene.COMPONENT),
                            new Folder(scene.snapshots().toString()));
            assertThat(repository.names()).hasSize(2);
        }
    }

    @Test
    void anIndexThatIsThereAlreadyStopsTheRestoreBeforeAnythingIsTouched() throws Exception {
        fill("orders", 3);
        fill("customers", 3);
        restore(backup(new MemoryBackup()));
        south.index("orders", 99);

        assertRefused(OpenSearchErrors.INDICES, this::start);

        try (Cluster cluster = south.cluster()) {
            assertThat(cluster.find("customers/_count")).isEmpty();
            assertThat(cluster.get("orders/_doc/99").path("found").asBoolean()).isTrue();
            // as the message says
            cluster.delete("orders");
        }
        start();
        assertThat(failed()).isEmpty();
    }

    @Test
    void startingAgainFindsWhatAnEarlierAttemptBegan() throws Exception {
        fill("orders", 5);
        fill("customers", 5);
        BackupReader base = backup(new MemoryBackup());
        restore(base);
        try (Cluster cluster = south.cluster()) {
            // one that died after it had asked for the first of the two
            Repository repository =
                    new Repository(
                            cluster,
                            Names.restored(Scene.COMPONENT),
                            new Folder(scene.restored().toString()));
            repository.register(true);
            cluster.post(
                    "_snapshot/"
                            + Names.restored(Scene.COMPONENT)
                            + "/"
                            + base.attribute("snapshot").orElseThrow()
                            + "/_restore?wait_for_completion=false",
                    Cluster.object().put("indices", "orders"));
        }

        start();
        start();

        assertThat(failed()).isEmpty();
    }

    @Test
    void aShardThatIsDamagedIsToldWithItsIndex() throws Exception {
        fill("orders", 50);
        restore(backup(new MemoryBackup()));
        damage(scene.restored().resolve("indices"));

        assertRefused(OpenSearchErrors.INDICES, this::start);
        assertThat(failed()).extracting(Check::name).contains("all indices are there");
    }

    private static void damage(Path indices) throws IOException {
        try (Stream<Path> all = Files.walk(indices)) {
            Path largest =
                    all.filter(path -> path.getFileName().toString().startsWith("__"))
                            .max(Comparator.comparing(path -> path.toFile().length()))
                            .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(largest.toFile(), "rw")) {
                file.seek(100);
                file.writeInt(0x7f7f7f7f);
            }
        }
    }

    @Test
    void aRedClusterIsNotBackedUp() throws Exception {
        fill("orders", 50);
        restore(backup(new MemoryBackup()));
        damage(scene.restored().resolve("indices"));
        assertRefused(OpenSearchErrors.INDICES, this::start);
        scene = Scene.of(south, north, "back-" + UUID.randomUUID());

        assertRefused(
                OpenSearchErrors.SNAPSHOT,
                () -> store.backup(scene.home(), new MemoryBackup(), operation("backup")));
    }

    @Test
    void documentsThatAreMissingAreSeen() throws Exception {
        fill("orders", 5);
        restore(backup(new MemoryBackup()));
        start();
        try (Cluster cluster = south.cluster()) {
            cluster.delete("orders/_doc/3");
        }

        assertThat(failed()).extracting(Check::detail).containsExactly("orders has 4, not 5");
    }

    @Test
    void aFencedClusterTakesNoMoreWrites() throws Exception {
        fill("orders", 1);

        assertThat(store.fence(scene.home(), NO_RECEIVER, operation("fence")))
                .isEqualTo(Fence.PROVED);

        assertThatThrownBy(() -> north.index("orders", 2)).hasMessageContaining("read-only");
        assertThatThrownBy(() -> north.index("another", 2)).hasMessageContaining("read-only");
        assertThat(store.fence(scene.home(), NO_RECEIVER, operation("fence")))
                .isEqualTo(Fence.PROVED);
    }

    @Test
    void aClusterThatDoesNotAnswerIsNotSaidToBeFencedWhileServersRun() throws Exception {
        Scene gone = scene.at(Node.connection(Ports.free()));

        assertThat(store.fence(gone.home(), NO_RECEIVER, operation("fence")))
                .isEqualTo(Fence.ASSUMED);
    }

    @Test
    void aFolderThatTheNodesMayNotUseIsToldBeforeASnapshotIsTaken() throws Exception {
        Scene elsewhere = scene.keeping(workspaces.resolve("elsewhere"));

        assertRefused(OpenSearchErrors.REPOSITORY, () -> store.examine(elsewhere.home()));
        assertRefused(
                OpenSearchErrors.REPOSITORY,
                () -> store.backup(elsewhere.home(), new MemoryBackup(), operation("backup")));
    }
}
