package dev.muster.cli;

import dev.muster.cli.VerbList.Group;
import dev.muster.cli.VerbList.Section;
import dev.muster.cli.VerbList.Single;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The language of the command line, made from the list of verbs.
///
/// What a verb understands is read from its fields, which takes longer than all else that a short
/// command does. So it is read for the verbs that a line names; of the others only what the list of
/// commands shows.
final class Grammar {
    private final VerbList verbs;
    private final Predicate<String> named;
    private final GlobalOptions options = new GlobalOptions();
    private final CommandLine line = new CommandLine(options);
    private final Map<String, List<String>> namesUnder = new HashMap<>();

    /// @param words the line that is to be understood
    Grammar(VerbList verbs, List<String> words, String version, int width) {
        this(verbs, words::contains, version, width);
    }

    private Grammar(VerbList verbs, Predicate<String> named, String version, int width) {
        this.verbs = verbs;
        this.named = named;
        line.getCommandSpec().version("muster " + version);
        // a word that begins with @ is what it is: a file of words could name verbs unseen
        line.setExpandAtFiles(false);
        for (Section section : verbs.sections()) {
            Set<String> before = Set.copyOf(line.getSubcommands().keySet());
            section.entries().forEach(entry -> add(line.getCommandSpec(), entry));
            namesUnder.put(
                    section.heading(),
                    line.getSubcommands().keySet().stream()
                            .filter(name -> !before.contains(name))
                            .toList());
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Math.clamp(width, 60, 120));
        line.setUsageHelpLongOptionsMaxWidth(30);
        line.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        help -> sections(help.commandSpec()));
        line.getCommandSpec()
                .usageMessage()
                .commandListHeading("")
                .synopsisSubcommandLabel("COMMAND")
                .footer("%nmuster COMMAND --help shows a command; muster explain CODE an error.");
    }

    /// Every verb with all that it understands.
    static Grammar whole(VerbList verbs) {
        return new Grammar(verbs, name -> true, "", 80);
    }

    // no switch over types here: linking one takes 20 ms of each start
    private void add(CommandSpec parent, VerbList.Entry entry) {
        if (entry instanceof Single single) {
            Command command = single.command();
            if (named.test(command.name())) {
                parent.addSubcommand(command.name(), new CommandLine(single.verb()));
            } else {
                parent.addSubcommand(command.name(), title(command.name(), command.description()));
            }
        } else if (entry instanceof Group group) {
            CommandSpec spec = title(group.name(), group.description());
            if (named.test(group.name())) {
                group.entries().forEach(inner -> add(spec, inner));
            }
            parent.addSubcommand(group.name(), spec);
        }
    }

    private static CommandSpec title(String name, String... description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return spec;
    }

    CommandLine line() {
        return line;
    }

    GlobalOptions options() {
        return options;
    }

    private String sections(CommandSpec spec) {
        if (spec.parent() != null) {
            return new Help(spec).commandList();
        }
        StringBuilder text = new StringBuilder();
        for (Section section : verbs.sections()) {
            text.append(System.lineSeparator()).append(section.heading()).append(":");
            text.append(System.lineSeparator());
            for (String name : namesUnder.getOrDefault(section.heading(), List.of())) {
                text.append(commandLine(name));
            }
        }
        return text.toString();
    }

    private String commandLine(String name) {
        CommandSpec spec = Objects.requireNonNull(line.getSubcommands().get(name)).getCommandSpec();
        String[] description = spec.usageMessage().description();
        return String.format("  %-12s %s%n", name, description.length == 0 ? "" : description[0]);
    }
}
