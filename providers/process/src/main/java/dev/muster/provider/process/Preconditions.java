package dev.muster.provider.process;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import dev.muster.provider.process.kind.Launch;
import dev.muster.provider.process.kind.ProcessErrors;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What must be so before a process is started; looked at before anything is touched.
final class Preconditions {
    private Preconditions() {}

    /// The folder to run in, which the strategy's must be and our own is made.
    static Path folder(ProcessWorkload.Place place, Launch launch) {
        Path folder = wantedFolder(place, launch);
        if (launch.workingDirectory().isPresent()) {
            return folder;
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw ProcessErrors.STATE_UNUSABLE.error(
                    "cannot make a folder for " + place.component() + ": " + e.getMessage(),
                    "check space and rights of " + place.folder(),
                    e);
        }
    }

    /// As [#folder], without making one.
    static Path wantedFolder(ProcessWorkload.Place place, Launch launch) {
        if (launch.workingDirectory().isEmpty()) {
            return place.folder().resolve(place.name());
        }
        Path folder = Path.of(launch.workingDirectory().get());
        if (!Files.isDirectory(folder)) {
            throw ProcessErrors.CANNOT_START.error(
                    place.component() + " shall run in " + folder + ", which is no folder",
                    "make the folder, or correct working-directory");
        }
        return folder;
    }

    static void program(ProcessWorkload.Place place, Launch launch, Path folder) {
        String program = launch.command().getFirst();
        Stream<Path> places =
                program.contains("/")
                        ? Stream.of(folder.resolve(program))
                        : Stream.of(path(launch).split(File.pathSeparator))
                                .map(entry -> Path.of(entry).resolve(program));
        if (places.noneMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file))) {
            throw ProcessErrors.CANNOT_START.error(
                    place.component()
                            + " starts "
                            + program
                            + ", which is no program "
                            + (program.contains("/") ? "here" : "in PATH"),
                    "install it, or correct command");
        }
    }

    private static String path(Launch launch) {
        return Optional.ofNullable(launch.environment().get("PATH"))
                .or(() -> Optional.ofNullable(System.getenv("PATH")))
                .orElse("/usr/local/bin:/usr/bin:/bin");
    }

    /// Binding to all addresses fails if somebody listens on any of them.
    static void freePort(ProcessWorkload.Place place, Launch launch) {
        if (launch.address().isEmpty()) {
            return;
        }
        Address address = launch.address().get();
        try {
            LocalPorts.requireFreeEverywhere(address.port());
        } catch (IOException e) {
            throw ProcessErrors.PORT_IN_USE.error(
                    "port "
                            + address.port()
                            + " of "
                            + place.component()
                            + " is in use: "
                            + e.getMessage(),
                    "see who listens: ss -ltnp 'sport = :" + address.port() + "'",
                    e);
        }
    }
}
