package dev.muster.cli.door;

import dev.muster.cli.Call;
import dev.muster.cli.Places;
import dev.muster.vault.door.DoorFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a door keeps its certificate and its tokens.
final class DoorPlace {
    @Option(
            names = "--door",
            paramLabel = "DIR",
            description = "the folder with the door's certificate and tokens; one for each vault")
    private @Nullable Path door;

    DoorFolder of(Call call) {
        Path folder =
                door == null
                        ? new Places(call.around().environment(), call.around().home()).door()
                        : call.around().folder().resolve(door);
        return new DoorFolder(folder);
    }
}
