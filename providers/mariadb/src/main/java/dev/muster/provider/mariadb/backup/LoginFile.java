package dev.muster.provider.mariadb.backup;

import dev.muster.provider.mariadb.kind.MariadbSettings.Connection;
import dev.muster.provider.mariadb.source.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A file of options by which MariaDB's own tools log in, so that no password stands on a command
/// line. It is gone once it is closed.
record LoginFile(Path file) implements AutoCloseable {
    static LoginFile write(Path workspace, Endpoint source) throws IOException {
        Path file =
                Files.createTempFile(
                        workspace,
                        "login",
                        ".cnf",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Connection connection = source.connection();
        Files.writeString(
                file,
                "[mariadb-backup]\nprotocol=tcp\nhost="
                        + quoted(source.address().host())
                        + "\nport="
                        + source.address().port()
                        + "\nuser="
                        + quoted(connection.user())
                        + "\npassword="
                        + quoted(connection.password().reveal())
                        + "\n"
                        + tls(connection));
        return new LoginFile(file);
    }

    private static String tls(Connection connection) {
        return switch (connection.tls()) {
            case DISABLE -> "skip-ssl\n";
            case PREFER -> "";
            case REQUIRE -> "ssl\n";
            case VERIFY_CA, VERIFY_FULL -> "ssl\nssl-verify-server-cert\n";
        };
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
