package dev.muster.app;

import dev.muster.cli.Program;

/// The program.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = new Program(Verbs.all(), ThisProcess.surroundings()).run(args);
        // threads that a failed command left behind must not keep the process
        System.exit(status);
    }
}
