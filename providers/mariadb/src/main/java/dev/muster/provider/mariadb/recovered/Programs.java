package dev.muster.provider.mariadb.recovered;

import dev.muster.model.ComponentId;
import dev.muster.processes.LocalPorts;
import dev.muster.provider.mariadb.kind.AbsolutePath;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds MariaDB's own programs on this host, and looks whether they are of the right version
/// series, before anything is touched.
public final class Programs {
    private static final Pattern VERSION = Pattern.compile("([0-9]+\\.[0-9]+)\\.[0-9]+-MariaDB");
    private static final String BACKUP = "mariadb-backup";
    private static final String SERVER = "mariadbd";

    private Programs() {}

    /// The tool that makes and prepares base backups: of the strategy's folder, beside the server's
    /// programs, or on the PATH.
    ///
    /// @param series of the data, such as `10.11`
    public static Path backup(ComponentId component, MariadbSettings settings, String series)
            throws InterruptedException {
        List<Path> tried = new ArrayList<>();
        for (Path folder : folders(settings)) {
            Path tool = folder.resolve(BACKUP);
            if (Files.isExecutable(tool)) {
                requireSeries(component, tool, series);
                return tool;
            }
            tried.add(folder);
        }
        throw MariadbErrors.TOOL.error(
                component + ": there is no " + BACKUP + " in " + tried,
                "apt-get install mariadb-backup, of series " + series + ", or set `tools`");
    }

    private static List<Path> folders(MariadbSettings settings) {
        List<Path> folders = new ArrayList<>();
        settings.tools().map(AbsolutePath::path).map(Path::of).ifPresent(folders::add);
        if (settings.tools().isPresent()) {
            return folders;
        }
        settings.server()
                .map(server -> Path.of(server.bin().path()))
                .ifPresent(bin -> {
                    folders.add(bin);
                    folders.add(bin.resolveSibling("bin"));
                });
        for (String part : String.valueOf(System.getenv("PATH")).split(":", -1)) {
            if (part.startsWith("/")) {
                folders.add(Path.of(part));
            }
        }
        return folders;
    }

    private static void requireSeries(ComponentId component, Path tool, String series)
            throws InterruptedException {
        Optional<String> there = series(tool);
        if (there.filter(series::equals).isEmpty()) {
            throw MariadbErrors.TOOL.error(
                    component
                            + ": the data is of MariaDB "
                            + series
                            + ", "
                            + tool
                            + " is of "
                            + there.orElse("an unknown version"),
                    "install mariadb-backup of series "
                            + series
                            + ", and set `tools` to its folder");
        }
    }

    /// The server's program, of the same series as the data.
    public static Path server(ComponentId component, MariadbSettings.Server server, String series)
            throws InterruptedException {
        Path program = Path.of(server.bin().path()).resolve(SERVER);
        Optional<String> there = series(program);
        if (there.filter(series::equals).isEmpty()) {
            throw MariadbErrors.PROGRAMS.error(
                    component
                            + ": the data is of MariaDB "
                            + series
                            + ", "
                            + program
                            + there.map(other -> " is of " + other).orElse(" is not there"),
                    "install MariaDB " + series + ", and set recover.server.bin to its folder");
        }
        return program;
    }

    /// The series of a program; empty where it does not run.
    private static Optional<String> series(Path program) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return series(printed);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /// The series in what a server or program says of its version.
    public static Optional<String> series(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// @throws dev.muster.model.MusterException if somebody listens on the port
    public static void requirePort(ComponentId component, int port) {
        try {
            LocalPorts.requireFree(port);
        } catch (IOException inUse) {
            throw MariadbErrors.PORT.error(
                    component
                            + ": the restored server cannot listen on 127.0.0.1:"
                            + port
                            + ": "
                            + inUse.getMessage(),
                    "ss -ltnp 'sport = :" + port + "'",
                    inUse);
        }
    }
}
