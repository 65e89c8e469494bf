package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Finding.Severity;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.Examination;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.servers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each thing that protection needs is taken away from a real server, and the line that gives it
/// back must be in the hint: most tests type that very line.
@Timeout(120)
class PostgresqlExamineIT {
    @TempDir static Path folder;
    private static TestCluster cluster;
    private static Scene scene;

    private final PostgresqlDataStore store = new PostgresqlDataStore();

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(folder.resolve("north"), List.of("fsync = on"));
        scene = Scene.of(cluster, folder.resolve("south"));
        cluster.server().admit(List.of("host all,replication all 127.0.0.1/32 scram-sha-256"));
        cluster.execute("SELECT pg_reload_conf()");
        cluster.execute("CREATE ROLE plain LOGIN PASSWORD '" + TestCluster.PASSWORD + "'");
        cluster.execute("CREATE ROLE bare LOGIN PASSWORD '" + TestCluster.PASSWORD + "'");
        cluster.execute(
                "CREATE ROLE blind LOGIN REPLICATION PASSWORD '" + TestCluster.PASSWORD + "'");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void setBack() throws Exception {
        cluster.execute("ALTER SYSTEM RESET ALL");
        cluster.execute("ALTER ROLE muster RESET ALL");
        cluster.execute("SELECT pg_reload_conf()");
    }

    @Test
    void aSoundClusterIsDescribed() throws Exception {
        Examination examination = store.examine(scene.synchronous().home());

        assertThat(examination.version()).startsWith("PostgreSQL 18.");
        assertThat(examination.size().bytes()).isBetween(10L << 20, 1L << 30);
        assertThat(examination.notes()).allMatch(note -> note.contains("max_slot_wal_keep_size"));
    }

    @Test
    void aWrongPasswordIsTold() {
        refused(
                scene.as("muster", "wrong"),
                PostgresqlErrors.LOGIN,
                "password authentication failed",
                "ALTER ROLE \"muster\" PASSWORD");
    }

    @Test
    void anUnknownDatabaseIsTold() {
        refused(
                scene.as("nobody", "x"),
                PostgresqlErrors.LOGIN,
                "password authentication failed",
                "ALTER ROLE");
    }

    @Test
    void aPortThatNobodyListensOnIsTold() {
        int port = Ports.free();

        refused(scene.at(port), PostgresqlErrors.UNREACHABLE, "127.0.0.1:" + port, "psql 'host=");
    }

    @Test
    void aRoleThatMayNotReplicateIsTold() throws Exception {
        Scene plain = scene.as("plain", TestCluster.PASSWORD);
        refused(plain, PostgresqlErrors.REPLICATION, "REPLICATION", "ALTER ROLE \"plain\"");

        typeHint(plain);
        refused(plain, PostgresqlErrors.REPLICATION, "may not see", "GRANT pg_monitor");
        typeHint(plain);

        assertThat(store.examine(plain.home()).version()).isNotEmpty();
    }

    @Test
    void aRoleThatMayNotMonitorIsTold() throws Exception {
        Scene blind = scene.as("blind", TestCluster.PASSWORD);
        refused(blind, PostgresqlErrors.REPLICATION, "may not see", "GRANT pg_monitor TO");

        typeHint(blind);
        refused(
                blind.synchronous(),
                PostgresqlErrors.SYNCHRONOUS,
                "may not change",
                "GRANT ALTER SYSTEM ON PARAMETER");
        typeHint(blind.synchronous());

        assertThat(store.examine(blind.synchronous().home()).version()).isNotEmpty();
    }

    @Test
    void minimalLogIsTold() throws Exception {
        cluster.restart("wal_level = minimal", "max_wal_senders = 0");
        try {
            refused(
                    scene,
                    PostgresqlErrors.WAL_LEVEL,
                    "wal_level = minimal",
                    "ALTER SYSTEM SET wal_level = 'replica'");
        } finally {
            cluster.restart("wal_level = replica", "max_wal_senders = 10");
        }
    }

    @Test
    void aLackOfSendersOrSlotsIsTold() throws Exception {
        cluster.restart("max_wal_senders = 1", "max_replication_slots = 0");
        try {
            refused(
                    scene,
                    PostgresqlErrors.SENDERS,
                    "max_wal_senders",
                    "ALTER SYSTEM SET max_wal_senders = 10");
            cluster.restart("max_wal_senders = 10");
            refused(
                    scene,
                    PostgresqlErrors.SENDERS,
                    "max_replication_slots",
                    "ALTER SYSTEM SET max_replication_slots = 10");
            assertThat(store.examine(scene.withoutLogs().home()).version()).isNotEmpty();
        } finally {
            cluster.restart("max_wal_senders = 10", "max_replication_slots = 10");
        }
    }

    @Test
    void aMissingLineInPgHbaIsTold() throws Exception {
        cluster.execute("CREATE ROLE outsider LOGIN REPLICATION PASSWORD 'x' IN ROLE pg_monitor");
        cluster.server().admit(List.of("host replication outsider 0.0.0.0/0 reject"));
        cluster.execute("SELECT pg_reload_conf()");

        refused(
                scene.as("outsider", "x"),
                PostgresqlErrors.LOGIN,
                "replication",
                "host replication outsider");
    }

    @Test
    void standbysThatCommitsMayPassWithoutAreTold() throws Exception {
        set("synchronous_standby_names", "ANY 1 (s1, s2)");

        refused(
                scene.synchronous(),
                PostgresqlErrors.SYNCHRONOUS,
                "ANY 1 (s1, s2)",
                "ANY 3 (s1, s2, muster_orders_db)");
        assertThat(store.examine(scene.home()).version()).isNotEmpty();
    }

    @Test
    void commitsThatWaitForAnApplyAreTold() throws Exception {
        cluster.execute("ALTER ROLE muster SET synchronous_commit = remote_apply");

        refused(
                scene.synchronous(),
                PostgresqlErrors.SYNCHRONOUS,
                "role muster",
                "RESET synchronous_commit");
    }

    @Test
    void whatWeakensProtectionIsNoted() throws Exception {
        set("fsync", "off");
        set("full_page_writes", "off");
        set("synchronous_commit", "local");
        cluster.execute("ALTER ROLE muster SET synchronous_commit = off");

        List<String> notes = store.examine(scene.synchronous().home()).notes();

        assertThat(notes)
                .extracting(note -> note.split("[ :]")[0])
                .contains("fsync", "full_page_writes", "synchronous_commit");
        assertThat(notes).anyMatch(note -> note.contains("role muster"));
    }

    @Test
    void programsThatCannotRunTheDataAreNoted() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("old"));
        Files.writeString(
                bin.resolve("postgres"), "#!/bin/sh\necho 'postgres (PostgreSQL) 15.1'\n");
        assertThat(bin.resolve("postgres").toFile().setExecutable(true)).isTrue();

        assertThat(store.examine(scene.startedWith(bin, 1).home()).notes())
                .anyMatch(note -> note.contains("has PostgreSQL 15"));
    }

    @Test
    void aDiagnosisGoesOnAfterTheFirstThing() throws Exception {
        set("synchronous_standby_names", "ANY 1 (s1, s2)");
        set("fsync", "off");

        Diagnosis plain =
                store.diagnose(scene.as("bare", TestCluster.PASSWORD).synchronous().home());
        assertThat(plain.version())
                .hasValueSatisfying(it -> assertThat(it).startsWith("PostgreSQL"));
        assertThat(plain.symptoms())
                .extracting(symptom -> symptom.code().orElse(null))
                .contains(PostgresqlErrors.REPLICATION, PostgresqlErrors.SYNCHRONOUS);
        assertThat(plain.symptoms())
                .extracting(Symptom::fix)
                .anyMatch(fix -> fix.contains("ALTER ROLE \"bare\" REPLICATION"))
                .anyMatch(fix -> fix.contains("GRANT pg_monitor TO \"bare\""))
                .anyMatch(fix -> fix.contains("GRANT ALTER SYSTEM ON PARAMETER"))
                .anyMatch(fix -> fix.contains("ALTER SYSTEM SET fsync = 'on'"));
        assertThat(plain.symptoms()).extracting(Symptom::severity).isSorted();

        assertThat(store.diagnose(scene.at(Ports.free()).home()).symptoms())
                .singleElement()
                .satisfies(symptom ->
                        assertThat(symptom.code()).contains(PostgresqlErrors.UNREACHABLE));
    }

    /// What a superuser types as the doctor says leaves nothing but hints.
    @Test
    void whatTheDoctorSaysHelps() throws Exception {
        cluster.execute("ALTER ROLE muster SET synchronous_commit = off");
        set("full_page_writes", "off");
        Scene synchronous = scene.synchronous();
        for (Symptom symptom : store.diagnose(synchronous.home()).symptoms()) {
            if (symptom.severity() != Severity.HINT) {
                assertThat(symptom.fix()).startsWith("as superuser: ");
                String sql = symptom.fix().substring("as superuser: ".length());
                for (String statement : sql.replaceAll(", or what .*", "").split("; ")) {
                    cluster.execute(statement);
                }
            }
        }
        while (!cluster.value("SHOW full_page_writes").equals("on")) {
            Thread.onSpinWait();
        }

        assertThat(store.diagnose(synchronous.home()).symptoms())
                .allMatch(symptom -> symptom.severity() == Severity.HINT);
    }

    private static void set(String name, String value) throws Exception {
        cluster.execute("ALTER SYSTEM SET " + name + " = '" + value + "'");
        cluster.execute("SELECT pg_reload_conf()");
        while (!cluster.value("SHOW " + name).equals(value)) {
            Thread.onSpinWait();
        }
    }

    /// Does as superuser what the hint says.
    private void typeHint(Scene refused) throws Exception {
        String hint = hint(refused);
        assertThat(hint).startsWith("as superuser: ");
        cluster.execute(hint.substring("as superuser: ".length()));
    }

    private String hint(Scene refused) {
        try {
            store.examine(refused.home());
        } catch (MusterException error) {
            return error.hint();
        } catch (InterruptedException error) {
            throw new AssertionError(error);
        }
        throw new AssertionError("it was not refused");
    }

    private void refused(Scene refused, ErrorCode code, String said, String typed) {
        assertThatThrownBy(() -> store.examine(refused.home()))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error).hasMessageContaining("orders-db");
                            assertThat(error).hasMessageContaining(said);
                            assertThat(error.hint()).contains(typed);
                            assertThat(lines(error)).doesNotContain(TestCluster.PASSWORD);
                        });
    }

    private static String lines(MusterException error) {
        return Stream.of(String.valueOf(error.getMessage()), error.hint())
                .collect(Collectors.joining("\n"));
    }
}
