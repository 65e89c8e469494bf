package dev.muster.provider.postgresql.replication;

import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The physical slot of a capture: it keeps log on the source until it is acknowledged.
public final class Slots {
    private static final String DUPLICATE = "42710";

    private Slots() {}

    /// @param restart from where log is kept, in PostgreSQL's notation; empty if nothing is
    /// @param lost whether log that the slot should have kept is gone
    /// @param active whether a receiver uses it
    public record Slot(Optional<String> restart, boolean lost, boolean active) {}

    public static Optional<Slot> find(Sql sql, String name) {
        List<Row> rows =
                sql.rows(
                        "select restart_lsn, coalesce(wal_status = 'lost', false), active from"
                                + " pg_replication_slots where slot_name = ?",
                        name);
        return rows.stream()
                .findFirst()
                .map(row -> new Slot(row.optional(0), row.isTrue(1), row.isTrue(2)));
    }

    /// Makes the slot unless it is there. Two may do so at once.
    public static void ensure(Sql sql, ReplicationConnection replication, String name)
            throws SQLException, IOException, InterruptedException {
        if (find(sql, name).isPresent()) {
            return;
        }
        try {
            replication.createSlot(name);
        } catch (SQLException refusal) {
            if (!DUPLICATE.equals(refusal.getSQLState())) {
                throw refusal;
            }
        }
    }

    /// Makes a slot that lost its log anew. Only the capture that it belongs to may do so, or two
    /// would drop each other's.
    public static void renewLost(Sql sql, ReplicationConnection replication, String name)
            throws SQLException, IOException, InterruptedException {
        if (find(sql, name).filter(Slot::lost).isPresent()) {
            replication.dropSlot(name);
            ensure(sql, replication, name);
        }
    }
}
