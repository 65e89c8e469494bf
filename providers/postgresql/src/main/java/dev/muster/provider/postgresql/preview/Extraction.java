package dev.muster.provider.postgresql.preview;

import dev.muster.model.ByteSize;
import dev.muster.provider.Operation;
import dev.muster.provider.Previews.Destination;
import dev.muster.provider.Previews.Part;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Connection;
import dev.muster.provider.postgresql.recovered.ClientTools;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/// Takes a table or a database out of an open preview, with pg_dump.
final class Extraction {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Endpoint preview;
    private final ClientTools tools;
    private final Operation operation;

    Extraction(Endpoint preview, Path bin, Operation operation) {
        this.preview = preview;
        this.tools = new ClientTools(bin, preview);
        this.operation = operation;
    }

    ByteSize run(Part part) throws InterruptedException {
        tools.require("pg_dump");
        String database =
                part.isTable()
                        ? part.database().orElse(preview.connection().database())
                        : part.name();
        List<String> words =
                part.isTable() ? List.of("--table=" + table(database, part)) : List.of();
        try {
            return switch (part.into()) {
                case Destination.NewFile(Path path) -> toFile(database, words, path);
                case Destination.Server(String connection) -> toServer(database, words, connection);
            };
        } catch (IOException error) {
            throw PostgresqlErrors.EXTRACT.error(
                    preview + ": " + part.name() + " cannot be written: " + error, "df -h", error);
        }
    }

    /// The table by its whole name, quoted, so that nothing in it counts as a pattern.
    private String table(String database, Part part) {
        try (Sql sql = Sql.open(in(database), SILENCE)) {
            List<Sql.Row> found =
                    sql.rows(
                            "select quote_ident(nspname) || '.' || quote_ident(relname),"
                                    + " has_table_privilege(c.oid, 'SELECT')"
                                    + " from pg_class c join pg_namespace n on n.oid = relnamespace"
                                    + " where c.oid = to_regclass(?)",
                            part.name());
            if (found.isEmpty()) {
                throw PostgresqlErrors.EXTRACT.error(
                        preview
                                + ": at this moment, database "
                                + database
                                + " has no table "
                                + part.name(),
                        "see what it has: psql -h "
                                + preview.address().host()
                                + " -p "
                                + preview.address().port()
                                + " -U "
                                + preview.connection().user()
                                + " "
                                + database
                                + " -c '\\dt *.*'");
            }
            if (!found.getFirst().isTrue(1)) {
                throw PostgresqlErrors.EXTRACT.error(
                        preview
                                + ": the role "
                                + preview.connection().user()
                                + " may not read "
                                + found.getFirst().text(0),
                        "set `recover.password` and `connection.user` to a role that may, or, for"
                                + " later backups: GRANT pg_read_all_data TO \""
                                + preview.connection().user()
                                + "\"");
            }
            return found.getFirst().text(0);
        }
    }

    private Endpoint in(String database) {
        Connection known = preview.connection();
        return new Endpoint(
                preview.component(),
                preview.address(),
                new Connection(
                        known.host(),
                        known.port(),
                        known.user(),
                        known.password(),
                        database,
                        known.tls()));
    }

    private ByteSize toFile(String database, List<String> words, Path path)
            throws IOException, InterruptedException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw PostgresqlErrors.EXTRACT.error(
                    preview + ": " + path + " is there already", "name a new file");
        }
        Path draft = path.resolveSibling(path.getFileName() + ".draft");
        try {
            dump(database, words, draft);
            ByteSize size = new ByteSize(Files.size(draft));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            return size;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private ByteSize toServer(String database, List<String> words, String connection)
            throws IOException, InterruptedException {
        tools.require("psql");
        Path draft = operation.workspace().resolve("extract.sql");
        try {
            dump(database, words, draft);
            operation.progress().stage("loading");
            tools.load(connection, draft);
            return new ByteSize(Files.size(draft));
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void dump(String database, List<String> words, Path draft)
            throws IOException, InterruptedException {
        operation.progress().stage("dumping");
        Files.deleteIfExists(draft);
        // what was precious in the database is so in the file
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        tools.dump(database, words, draft);
    }
}
