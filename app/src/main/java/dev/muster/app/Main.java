package dev.muster.app;

import dev.muster.cli.CommandLineRun;
import java.util.Optional;

/// The program.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLineRun(version()).run(args));
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
