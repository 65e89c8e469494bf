package dev.muster.provider.postgresql.recovered;

import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.recovered.Tool.Result;
import dev.muster.provider.postgresql.source.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PostgreSQL's own programs for clients, from the folder of the server's.
public final class ClientTools {
    private final Path bin;
    private final Endpoint endpoint;

    public ClientTools(Path bin, Endpoint endpoint) {
        this.bin = bin;
        this.endpoint = endpoint;
    }

    /// @throws dev.muster.model.MusterException if a program is not there
    public void require(String program) {
        if (!Files.isExecutable(bin.resolve(program))) {
            throw PostgresqlErrors.EXTRACT.error(
                    endpoint.component() + ": there is no " + program + " in " + bin,
                    "install the client programs of PostgreSQL beside the server's");
        }
    }

    /// Writes SQL that makes a part of a database again.
    ///
    /// @param words what the part is
    public void dump(String database, List<String> words, Path file) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(bin.resolve("pg_dump").toString()));
        all.addAll(List.of("--no-password", "--host", endpoint.address().host()));
        all.addAll(List.of("--port", Integer.toString(endpoint.address().port())));
        all.addAll(List.of("--username", endpoint.connection().user(), "--dbname", database));
        // unlogged tables are empty in what was recovered, and a standby cannot read them
        all.addAll(List.of("--no-unlogged-table-data", "--file", file.toString()));
        all.addAll(words);
        run(all, Map.of("PGPASSWORD", endpoint.connection().password().reveal()));
    }

    /// Runs a file of SQL, all of it or nothing.
    ///
    /// @param connection as psql takes it
    public void load(String connection, Path file) throws InterruptedException {
        run(
                List.of(
                        bin.resolve("psql").toString(),
                        "--no-psqlrc",
                        "--quiet",
                        "--no-password",
                        "--single-transaction",
                        "--set=ON_ERROR_STOP=1",
                        "--output=/dev/null",
                        "--dbname=" + connection,
                        "--file=" + file),
                inherited());
    }

    /// The target's password may be where PostgreSQL's programs look for it.
    private static Map<String, String> inherited() {
        String password = System.getenv("PGPASSWORD");
        return password == null ? Map.of() : Map.of("PGPASSWORD", password);
    }

    private void run(List<String> words, Map<String, String> variables)
            throws InterruptedException {
        try {
            Result result = Tool.run(words, variables);
            if (!result.worked()) {
                throw PostgresqlErrors.EXTRACT.error(
                        endpoint.component()
                                + ": "
                                + Path.of(words.getFirst()).getFileName()
                                + " failed: "
                                + result.printed(),
                        "look into the preview: psql -h "
                                + endpoint.address().host()
                                + " -p "
                                + endpoint.address().port());
            }
        } catch (IOException error) {
            throw PostgresqlErrors.EXTRACT.error(
                    endpoint.component() + ": " + words.getFirst() + " cannot be run: " + error,
                    "ls -l " + bin,
                    error);
        }
    }
}
