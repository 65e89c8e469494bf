package dev.muster.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The strategy `shop`: two regions below a folder, and a vault in the one with a copy in the
/// other.
final class NorthAndSouth {
    private static final String HEAD =
            """
            strategy: shop
            regions:
              north: { provider: local, folder: "%1$s/north" }
              south: { provider: local, folder: "%1$s/south" }
            vaults:
              main:
                url: "file://%1$s/north/vault"
                region: north
                copies: [ { url: "%2$s", region: south } ]
            contacts: { you: { name: You, email: you@example.com } }
            """;

    private NorthAndSouth() {}

    /// Writes the strategy, and makes the regions where they are missing.
    ///
    /// @param work where `muster.yaml` lies
    /// @param rest what follows, with `%1$s` for the folder
    static void write(Path folder, Path work, String rest) throws IOException {
        write(folder, work, "file://" + folder + "/south/vault", rest);
    }

    /// @param copy where the copy in the south is reached
    static void write(Path folder, Path work, String copy, String rest) throws IOException {
        Files.createDirectories(folder.resolve("north"));
        Files.createDirectories(folder.resolve("south"));
        Files.writeString(
                work.resolve("muster.yaml"), HEAD.formatted(folder, copy) + rest.formatted(folder));
    }
}
