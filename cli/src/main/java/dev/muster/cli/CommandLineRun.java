package dev.muster.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Runs one command line.
public final class CommandLineRun {
    private final String version;

    /// @param version what `muster --version` says
    public CommandLineRun(String version) {
        this.version = version;
    }

    /// @return the exit status
    public int run(String... args) {
        CommandLine line = new CommandLine(new Root());
        line.getCommandSpec().version("muster " + version);
        return line.execute(args);
    }

    @Command(
            name = "muster",
            mixinStandardHelpOptions = true,
            description = "Disaster recovery as code.")
    private static final class Root implements Runnable {
        @Override
        public void run() {
            CommandLine.usage(this, System.out);
        }
    }
}
