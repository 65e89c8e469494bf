package dev.muster.provider.mariadb.recovered;

import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.source.Sql;
import dev.muster.provider.mariadb.source.Sql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lets the server check all tables, page by page, while nobody else reaches it.
final class Tables {
    private static final int TOLD = 5;

    private final Sql sql;
    private final Operation operation;
    private final List<String> bad = new ArrayList<>();
    private int checked;

    Tables(Sql sql, Operation operation) {
        this.sql = sql;
        this.operation = operation;
    }

    void check() throws InterruptedException {
        operation.progress().stage("checking tables");
        List<Row> tables =
                sql.rows(
                        "SELECT table_schema, table_name FROM information_schema.tables WHERE"
                                + " table_type = 'BASE TABLE' AND table_schema NOT IN"
                                + " ('information_schema', 'performance_schema') ORDER BY 1, 2");
        for (Row table : tables) {
            operation.checkCancelled();
            check(quoted(table.text(0)) + "." + quoted(table.text(1)));
        }
    }

    private void check(String table) {
        checked++;
        List<Row> said = sql.rows("CHECK TABLE " + table);
        boolean good =
                said.stream()
                        .noneMatch(row ->
                                row.text(2).equals("error") || row.text(3).startsWith("Corrupt"));
        if (!good) {
            bad.add(table + ": " + said.getFirst().text(3));
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    Map<String, String> result() {
        return Map.of(
                Marks.TABLES,
                Integer.toString(checked),
                Marks.BAD_TABLES,
                bad.size()
                        + (bad.isEmpty()
                                ? ""
                                : " "
                                        + String.join(
                                                        "; ",
                                                        bad.subList(0, Math.min(TOLD, bad.size())))
                                                .replace('\n', ' ')));
    }
}
