package dev.muster.provider.local.door;

import dev.muster.model.Address;
import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The front door as a program: `--listen HOST:PORT --control PORT --state FILE --token-file FILE`.
/// Runs until it is stopped.
public final class FrontDoorMain {
    private static final Set<String> OPTIONS =
            Set.of("--listen", "--control", "--state", "--token-file");
    private static final int USAGE = 2;
    private static final int EXTERNAL = 4;

    private FrontDoorMain() {}

    public static void main(String[] arguments) {
        try {
            open(options(arguments));
            System.out.println("front door open");
        } catch (IllegalArgumentException e) {
            System.err.println("front door: " + e.getMessage());
            System.exit(USAGE);
        } catch (IOException e) {
            System.err.println("front door: cannot read its token: " + e.getMessage());
            System.exit(EXTERNAL);
        } catch (MusterException e) {
            System.err.println(e.code() + " " + e.getMessage() + "\nhint: " + e.hint());
            System.exit(e.code().kind().exitStatus());
        }
    }

    /// Its threads keep the program alive.
    private static void open(Map<String, String> options) throws IOException {
        DoorWords words = DoorWords.parse("backend=" + options.get("--listen"));
        Address listen = words.backend();
        Address control =
                DoorWords.parse("backend=127.0.0.1:" + options.get("--control")).backend();
        String token = Files.readString(Path.of(text(options, "--token-file"))).strip();
        if (token.isEmpty()) {
            throw new IllegalArgumentException("the token file is empty");
        }
        Path state = Path.of(text(options, "--state"));
        FrontDoor _ = new FrontDoor(listen, control.port(), state, new Secret(token));
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 != 0 || !options.keySet().equals(OPTIONS)) {
            throw new IllegalArgumentException("options are " + new TreeSet<>(OPTIONS));
        }
        return options;
    }

    private static String text(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
