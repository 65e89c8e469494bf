package dev.muster.app;

import dev.muster.cli.Program;
import dev.muster.cli.Surroundings;
import dev.muster.cli.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Does once what the program mostly does, so that a JVM that watches knows which classes are
/// needed and which methods are hot. `scripts/launch.sh` makes the AOT caches from it.
///
/// Arguments: `long` for the commands that move data, or `quick` for those that only look; then a
/// folder that nobody else uses, empty for `long`, and as that left it for `quick`.
public final class Training {
    private static final int BIG = 24 << 20;
    private static final int PAGE = 8192;

    private Training() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]).toAbsolutePath();
        System.exit((args[0].equals("quick") ? looks(folder) : movesData(folder)) ? 0 : 1);
    }

    static boolean movesData(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        write(data, 0);
        Files.writeString(folder.resolve("muster.yaml"), strategy(folder));
        for (String region : List.of("here", "there")) {
            Files.createDirectory(folder.resolve(region));
        }
        boolean good = isStarted() && muster(folder, "vault", "init") && muster(folder, "backup");
        write(data, 1);
        good = good && muster(folder, "backup") && muster(folder, "backup");
        String into = folder.resolve("restored").toString();
        return good && muster(folder, "restore", "data", "--to", "latest", "--into", into);
    }

    static boolean looks(Path folder) {
        return isStarted()
                && muster(folder, "--help")
                && muster(folder, "check")
                && muster(folder, "points", "data")
                && muster(folder, "status");
    }

    /// What each start does; its classes are to be in the caches, too.
    private static boolean isStarted() {
        return ThisProcess.surroundings().places() != null;
    }

    private static boolean muster(Path folder, String... words) {
        // status 1 is an answer too: nothing serves here
        return new Program(Verbs.all(), surroundings(folder)).run(words) <= 1;
    }

    private static Surroundings surroundings(Path folder) {
        PrintStream nowhere =
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Surroundings(
                Map.of("HOME", folder.toString()),
                folder,
                folder,
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Terminal.NONE,
                new SystemTiming(),
                ZoneOffset.UTC,
                "training");
    }

    private static String strategy(Path folder) {
        return """
        strategy: training
        tiers: { standard: { rpo: 1d, rto: 30m } }
        regions:
          here: { provider: local, folder: "%1$s/here" }
          there: { provider: local, folder: "%1$s/there" }
        vaults:
          main:
            url: "file://%1$s/here/vault"
            region: here
            copies: [ { url: "file://%1$s/there/vault", region: there } ]
        contacts: { you: { name: You, email: you@example.com } }
        components:
          data:
            kind: files
            tier: standard
            region: here
            owner: you
            path: "%1$s/data"
            protect: { vault: main, full: "0 0 * * *" }
            recover: { in: there, method: restore, into: "%1$s/there/data" }
        scenarios:
          region-loss: { lose: { region: here }, recover-in: [ there ] }
        """
                .formatted(folder);
    }

    /// Rows of text and numbers in a large file, as a database has them, and some small files.
    private static void write(Path folder, int round) throws IOException {
        Random random = new Random(1);
        byte[] rows = new byte[BIG];
        for (int i = 0; i < BIG; i++) {
            rows[i] = (byte) ((i & 7) < 3 ? random.nextInt() : 'a' + (i >> 5 & 7));
        }
        for (int i = 0; i < BIG; i += 50 * PAGE) {
            rows[i] = (byte) round;
        }
        Files.write(folder.resolve("rows"), rows);
        for (int i = 0; i < 200; i++) {
            Files.writeString(folder.resolve("small-" + i), "entry " + i + "\n");
        }
    }
}
