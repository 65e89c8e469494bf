package dev.muster.cli;

import dev.muster.cli.screen.Screen;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Muster as a command: runs one line and says how it ended.
public final class Program {
    static final int INTERRUPTED = 130;

    private final VerbList verbs;
    private final Surroundings around;
    private final Screen screen;

    public Program(VerbList verbs, Surroundings around) {
        this.verbs = verbs;
        this.around = around;
        this.screen = new Screen(around.out(), around.err(), around.terminal(), around.timing());
    }

    /// @return the exit status, as in `docs/exit-status.md`
    public int run(String... args) {
        try {
            return reported(args);
        } catch (RuntimeException | Error e) {
            // whoever reports errors failed; status 1 would mean that the answer is no
            around.err()
                    .println("error " + CliErrors.UNEXPECTED.id() + "  while telling of an error");
            e.printStackTrace(around.err());
            return CliErrors.UNEXPECTED.kind().exitStatus();
        } finally {
            screen.close();
        }
    }

    private int reported(String... args) {
        Grammar grammar =
                new Grammar(verbs, List.of(args), around.version(), around.terminal().width());
        ErrorReport errors = new ErrorReport(around, screen, List.of(args));
        return parsed(grammar, errors, args);
    }

    /// Tells what is wrong with a command line without running it; empty if nothing is. For
    /// documents that show commands.
    ///
    /// @param words what follows `muster`
    public static Optional<String> complaint(VerbList verbs, List<String> words) {
        try {
            new Grammar(verbs, words, "", 80).line().parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(Objects.toString(e.getMessage()));
        }
    }

    /// A script by which bash completes every command and option.
    public static String completion(VerbList verbs) {
        return AutoComplete.bash("muster", Grammar.whole(verbs).line());
    }

    private int parsed(Grammar grammar, ErrorReport errors, String... args) {
        // said before all else, because an error may come before the options are known
        boolean noColor = List.of(args).contains("--no-color") || !wantsColor();
        screen.useColor(!noColor);
        errors.useJson(asksForJson(List.of(args)));
        ParseResult parsed;
        try {
            parsed = grammar.line().parseArgs(args);
        } catch (ParameterException e) {
            return errors.show(wrongUsage(e), commandName(e.getCommandLine()));
        }
        return run(grammar, errors, parsed);
    }

    private int run(Grammar grammar, ErrorReport errors, ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        if (last.isUsageHelpRequested()) {
            screen.print(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing());
            return Answer.YES.exitStatus();
        }
        if (last.isVersionHelpRequested()) {
            screen.print("muster " + around.version());
            return Answer.YES.exitStatus();
        }
        errors.useJson(grammar.options().output() == OutputForm.JSON);
        errors.useDebug(grammar.options().debug());
        Object object = last.commandSpec().userObject();
        if (object == grammar.options()) {
            return call(verbs.whenAlone(), grammar.options(), errors, commandName(command));
        }
        if (object instanceof Verb verb) {
            return call(verb, grammar.options(), errors, commandName(command));
        }
        return errors.show(
                CliErrors.WRONG_USAGE.error(
                        "'" + commandName(command) + "' needs one word more",
                        "one of: " + String.join(", ", command.getSubcommands().keySet())),
                commandName(command));
    }

    private int call(Verb verb, GlobalOptions options, ErrorReport errors, String name) {
        Call call = new Call(around, options, screen);
        try (Interrupts interrupts = Interrupts.watch(Thread.currentThread(), screen)) {
            try {
                return verb.run(call).exitStatus();
            } catch (InterruptedException e) {
                return interrupted(call);
            } catch (RuntimeException | Error e) {
                if (interrupts.happened() && Interrupts.isOutcomeOf(e)) {
                    return interrupted(call);
                }
                return errors.show(e, name);
            }
        }
    }

    private int interrupted(Call call) {
        String resume = call.resume();
        screen.say("interrupted" + (resume.isEmpty() ? "" : "; " + resume));
        return INTERRUPTED;
    }

    private boolean wantsColor() {
        return around.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !around.environment().getOrDefault("TERM", "").equals("dumb");
    }

    private static boolean asksForJson(List<String> args) {
        int option = args.indexOf("--output");
        return args.contains("--output=json")
                || (option >= 0 && option + 1 < args.size() && args.get(option + 1).equals("json"));
    }

    private static String commandName(CommandLine line) {
        return line.getCommandSpec().qualifiedName(" ");
    }

    private static RuntimeException wrongUsage(ParameterException e) {
        String help = "see: " + commandName(e.getCommandLine()) + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            String nearest =
                    unmatched.getSuggestions().stream()
                            .findFirst()
                            .map(it -> "did you mean '" + it.replaceFirst("^muster ", "") + "'? ")
                            .orElse("");
            return CliErrors.WRONG_USAGE.error(
                    "'" + String.join(" ", unmatched.getUnmatched()) + "' is not known here",
                    nearest + help);
        }
        return CliErrors.WRONG_USAGE.error(firstLower(Objects.toString(e.getMessage())), help);
    }

    private static String firstLower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
