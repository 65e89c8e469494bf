package dev.muster.cli.door;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.vault.door.DoorFolder;
import dev.muster.vault.door.DoorServer;
import dev.muster.vault.door.DoorTokens;
import dev.muster.vault.repository.Randomness;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.VaultStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault serve`.
@Command(
        name = "serve",
        description = "give a folder out as a vault's place where nobody can change what is stored")
public final class DoorServeVerb implements Verb {
    private static final Pattern LISTEN =
            Pattern.compile("(?<host>[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5})");
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int KEY_BYTES = 32;

    @Parameters(paramLabel = "FOLDER", description = "where the vault lies, or will be made")
    private Path folder = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "where clients reach it; 0.0.0.0:7600 for all of this machine's addresses")
    private String listen = "127.0.0.1:7600";

    @Mixin private DoorPlace place = new DoorPlace();

    @Override
    public Answer run(Call call) throws InterruptedException {
        Path path = call.around().folder().resolve(folder).toAbsolutePath().normalize();
        VaultStore store = new FolderStore(path);
        // an absent folder is an unmounted disk, and is said at once
        store.list("probe/");
        DoorFolder door = place.of(call);
        InetSocketAddress at = address();
        try (DoorServer server =
                DoorServer.open(store, door, at, Randomness.secure().bytes(KEY_BYTES))) {
            tell(call, path, server, door);
            while (true) {
                call.timing().pause(SWEEP);
                store.sweep();
            }
        } catch (InterruptedException ended) {
            call.screen().say("the door is closed");
        }
        return Answer.YES;
    }

    private InetSocketAddress address() {
        Matcher parts = LISTEN.matcher(listen);
        if (!parts.matches() || Integer.parseInt(parts.group("port")) > 65_535) {
            throw CliErrors.WRONG_USAGE.error(
                    "--listen '" + listen + "' is no address", "write for example 0.0.0.0:7600");
        }
        return new InetSocketAddress(parts.group("host"), Integer.parseInt(parts.group("port")));
    }

    private void tell(Call call, Path path, DoorServer server, DoorFolder door) {
        String url = "muster://" + host() + ":" + server.port() + "?pin=sha256:" + server.pin();
        int tokens = new DoorTokens(door).all().size();
        call.answer(
                "vault-serve/1",
                new Answered(path.toString(), url, server.port(), server.pin(), tokens),
                screen -> {
                    screen.print("serving " + path);
                    screen.print("  address  " + url);
                    screen.print(
                            tokens == 0
                                    ? "  nobody has a token yet: muster vault token add NAME"
                                            + " --role source"
                                    : "  tokens   " + tokens);
                });
    }

    /// As others may call this machine.
    private String host() {
        String host = listen.substring(0, listen.lastIndexOf(':'));
        if (!host.equals("0.0.0.0") && !host.equals("[::]")) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "HOST";
        }
    }

    private record Answered(String folder, String address, int port, String pin, int tokens) {}
}
