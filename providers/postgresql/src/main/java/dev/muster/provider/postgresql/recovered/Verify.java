package dev.muster.provider.postgresql.recovered;

import dev.muster.model.ComponentId;
import dev.muster.provider.Operation;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proves that a running cluster is whole: its pages on disk, what the server itself met, and the
/// user's assertions.
public final class Verify {
    /// No assertion may take longer.
    private static final Duration ASSERTION = Duration.ofMinutes(5);

    private static final Duration SILENCE = ASSERTION.plusSeconds(30);

    private final ComponentId component;
    private final Endpoint endpoint;
    private final Optional<Path> data;
    private final List<String> assertions;
    private final Operation operation;

    /// @param data the data folder, where it is on this host
    public Verify(
            ComponentId component,
            Endpoint endpoint,
            Optional<Path> data,
            List<String> assertions,
            Operation operation) {
        this.component = component;
        this.endpoint = endpoint;
        this.data = data;
        this.assertions = List.copyOf(assertions);
        this.operation = operation;
    }

    public Verification run() throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        try (Sql sql = Sql.open(endpoint, SILENCE)) {
            checks.add(writes(sql));
            if (data.filter(Files::isDirectory).isPresent()) {
                checks.add(pages(sql, data.get()));
            }
            checks.add(met(sql));
            operation.progress().stage("checking assertions");
            for (String assertion : assertions) {
                operation.checkCancelled();
                checks.add(assertion(sql, assertion));
            }
        }
        return new Verification(checks);
    }

    private static Check writes(Sql sql) {
        boolean replays = sql.row("select pg_is_in_recovery()").isTrue(0);
        return new Check("takes writes", !replays, replays ? "still replays" : "yes");
    }

    private Check pages(Sql sql, Path folder) throws InterruptedException {
        operation.progress().stage("checking pages");
        Row row =
                sql.row(
                        """
                        select current_setting('block_size'), current_setting('data_checksums') = 'on',
                               (select setting from pg_settings where name = 'segment_size')
                        """);
        try {
            return new Pages(
                            folder,
                            Integer.parseInt(row.text(0)),
                            Integer.parseInt(row.text(2)),
                            row.isTrue(1),
                            operation)
                    .check();
        } catch (IOException error) {
            throw PostgresqlErrors.FOLDER.error(
                    component + ": the pages in " + folder + " cannot be read: " + error,
                    "ls -l " + folder,
                    error);
        }
    }

    private static Check met(Sql sql) {
        String failures =
                sql.value("select coalesce(sum(checksum_failures), 0) from pg_stat_database");
        return new Check(
                "bad pages met by the server", failures.equals("0"), failures + " bad pages");
    }

    private Check assertion(Sql sql, String assertion) {
        try {
            sql.ask("set default_transaction_read_only = on");
            sql.ask("set statement_timeout = " + ASSERTION.toMillis());
            List<Row> rows = sql.ask(assertion);
            boolean single = rows.size() == 1 && rows.getFirst().columns().size() == 1;
            boolean holds = single && rows.getFirst().isTrue(0);
            return new Check(assertion, holds, single ? answer(rows) : rows.size() + " rows");
        } catch (SQLException refusal) {
            return new Check(
                    assertion, false, Optional.ofNullable(refusal.getMessage()).orElse("failed"));
        }
    }

    private static String answer(List<Row> rows) {
        return switch (rows.getFirst().optional(0).orElse("null")) {
            case "t" -> "true";
            case "f" -> "false";
            case String other -> other;
        };
    }
}
