package dev.muster.provider.mariadb.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.model.ComponentId;
import dev.muster.provider.Operation;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Sql;
import dev.muster.provider.mariadb.source.Sql.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proves that a running server is whole: what the check of all its tables gave before anybody
/// reached it, and the user's assertions.
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
            String readOnly = sql.value("SELECT @@global.read_only");
            checks.add(
                    new Check(
                            "takes writes",
                            readOnly.equals("0"),
                            readOnly.equals("0") ? "yes" : "read_only = " + readOnly));
            data.filter(Files::isDirectory)
                    .flatMap(folder -> Marks.read(component, folder, Marks.REPLAYED))
                    .ifPresent(mark -> checks.add(tables(mark)));
            operation.progress().stage("checking assertions");
            for (String assertion : assertions) {
                operation.checkCancelled();
                checks.add(assertion(sql, assertion));
            }
        }
        return new Verification(checks);
    }

    private static Check tables(Mark mark) {
        String bad = mark.value(Marks.BAD_TABLES).orElse("not known");
        String count = mark.value(Marks.TABLES).orElse("?");
        return new Check(
                "tables checked after replay", bad.equals("0"), count + " tables, " + bad + " bad");
    }

    private static Check assertion(Sql sql, String assertion) {
        try {
            sql.ask("SET SESSION TRANSACTION READ ONLY");
            sql.ask("SET SESSION max_statement_time = " + ASSERTION.toSeconds());
            List<Row> rows = sql.ask(assertion);
            boolean single = rows.size() == 1 && rows.getFirst().columns().size() == 1;
            String answer = single ? rows.getFirst().optional(0).orElse("null") : "";
            return new Check(
                    assertion, answer.equals("1"), single ? answer : rows.size() + " rows");
        } catch (SQLException refusal) {
            return new Check(
                    assertion, false, Optional.ofNullable(refusal.getMessage()).orElse("failed"));
        }
    }
}
