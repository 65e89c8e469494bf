package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.SystemTiming;
import dev.muster.model.Secret;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/first-strategy.md` says, word for word, with a server that is there already.
class FirstStrategyIT {
    private static final Page PAGE = Page.at("docs/first-strategy.md");
    private static final Path CACHE = Path.of("target", "postgresql").toAbsolutePath();
    private static final String SUPER = "not so secret";
    private static final String PASSWORD = "choose-one";

    /// All that a look could leave behind in a server.
    private static final String TRACES =
            "select (select count(*) from pg_replication_slots) || ' ' || (select string_agg(name ||"
                    + " setting, ',' order by name) from pg_settings where source = 'configuration"
                    + " file') || ' ' || (select string_agg(rolname, ',' order by rolname) from"
                    + " pg_roles) || ' ' || (select count(*) from pg_class)";

    @TempDir Path temp;
    private PostgresqlServer server;
    private Typist reader;

    @BeforeEach
    void aServer() throws Exception {
        server =
                PostgresqlServer.create(
                        PostgresqlBinaries.embedded(CACHE),
                        temp.toRealPath().resolve("database"),
                        Ports.free(),
                        new PostgresqlServer.Options(
                                new Secret(SUPER), List.of(), List.of("shared_buffers = 32MB")),
                        new SystemTiming());
        server.start();
        run("create role muster login password '" + PASSWORD + "'", "create database orders");
        reader = new Typist(temp.toRealPath());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", "postgres", SUPER);
    }

    private void run(String... statements) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String ask(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    void aReaderOfThePageHasAStrategyAndABackup() throws Exception {
        String before = ask(TRACES);
        for (Page.Command command : PAGE.commands()) {
            type(command.typed(), before);
        }
        Typist.Said points = reader.type("muster points orders-db");
        assertThat(points.output()).contains("-orders-db-1-1");
    }

    private void type(String typed, String before) throws Exception {
        if (typed.startsWith("export ")) {
            String[] words = typed.substring("export ".length()).split("=");
            reader.with(words[0], words[1]);
            return;
        }
        String line = typed.replace("5432", "" + server.port());
        if (line.equals("muster doctor")) {
            cureAll(line);
        }
        Typist.Said said = reader.type(line);
        assertThat(said.status()).as(line + "\n" + said.output()).isZero();
        if (line.startsWith("muster init")) {
            Path written = reader.work().resolve("muster.yaml");
            assertThat(ask(TRACES)).isEqualTo(before);
            assertThat(Files.readString(written))
                    .contains("password: \"${env:ORDERS_DB_PASSWORD}\"")
                    .doesNotContain(PASSWORD);
            // where this machine keeps its programs is the part that the reader knows
            Files.writeString(
                    written,
                    Files.readString(written)
                            .replaceFirst("bin: \\S+", "bin: \"" + server.bin() + "\""));
        }
    }

    /// What the doctor says is typed as it stands, until there is nothing left but hints.
    private void cureAll(String line) throws Exception {
        Typist.Said ill = reader.type(line);
        assertThat(ill.status()).as(ill.output()).isEqualTo(1);
        assertThat(ill.output()).contains("error MUS-4504", "warning", "hint", "summarize_wal");
        PublishedSchema.hold(reader.type("muster doctor --output json 2>/dev/null").output());
        Matcher fixes = Pattern.compile("(?m)^    as superuser: (.+)$").matcher(ill.output());
        int typed = 0;
        while (fixes.find()) {
            for (String statement : fixes.group(1).replaceAll(", or what .*", "").split("; ")) {
                run(statement);
                typed++;
            }
        }
        assertThat(typed).as(ill.output()).isGreaterThan(3);
        assertThat(reader.type(line).output()).contains("0 errors, 0 warnings");
    }

    @Test
    void aPasswordInTheAddressIsUsedAndWrittenNowhere() throws Exception {
        Typist.Said said =
                reader.type(
                        "muster init --from postgresql://muster:%s@127.0.0.1:%d/orders"
                                .formatted(PASSWORD, server.port()));
        assertThat(said.status()).as(said.output()).isZero();
        String written = Files.readString(reader.work().resolve("muster.yaml"));
        assertThat(said.output() + written).contains("${env:DB_PASSWORD}").doesNotContain(PASSWORD);
        assertThat(reader.with("DB_PASSWORD", "other").type("muster check").status()).isZero();

        refused("muster init --from postgresql://muster@127.0.0.1/orders", "MUS-5006");
        assertThat(Files.readString(reader.work().resolve("muster.yaml"))).isEqualTo(written);
    }

    @Test
    void itsAnswerIsAsPublished() throws Exception {
        reader.with("DB_PASSWORD", PASSWORD);
        String line = "muster init --from postgresql://muster@127.0.0.1:" + server.port();
        assertThat(reader.answer(line)).isEqualTo("init");
    }

    @Test
    void whatCannotBeReadIsToldAndNothingIsWritten() throws Exception {
        reader.with("DB_PASSWORD", "wrong");
        String address = "postgresql://muster@127.0.0.1:" + server.port() + "/orders";
        refused("muster init", "MUS-5001");
        refused("muster init --from mysql://me@host/db", "MUS-5001");
        refused("muster init --from 'postgresql://me@ho st/'", "MUS-5001");
        refused("muster init --from postgresql://127.0.0.1/orders", "MUS-4544");
        refused("muster init --from postgresql://me@127.0.0.1/a%22b", "MUS-4544");
        refused("muster init --from " + address, "MUS-4501");
        refused("muster init --name 'No Name' --from " + address, "MUS-5001");
        refused("muster init --from postgresql://muster@127.0.0.1:1/orders", "MUS-4500");
        refused("env -u DB_PASSWORD muster init --from " + address, "MUS-5001");
    }

    private void refused(String line, String code) throws Exception {
        Typist.Said said = reader.type(line);
        assertThat(said.status()).as(said.output()).isNotZero();
        assertThat(said.output()).contains(code);
        if (!code.equals("MUS-5006")) {
            assertThat(reader.work().resolve("muster.yaml")).doesNotExist();
        }
    }
}
