package dev.muster.reader;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// `java -jar muster-reader.jar`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = new Reader(surroundings()).run(List.of(args));
        // threads of libraries do not keep it alive
        System.exit(status);
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                System.getenv(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Main::ask,
                Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is absent again where nobody sits
    private static Optional<String> ask(String question) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        return Optional.ofNullable(console.readPassword("%s ", question)).map(String::new);
    }
}
