package dev.muster.cli;

import dev.muster.cli.VerbList.Group;
import dev.muster.cli.VerbList.Section;
import dev.muster.cli.VerbList.Single;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The language of the command line, made from the list of verbs.
final class Grammar {
    private final VerbList verbs;
    private final GlobalOptions options = new GlobalOptions();
    private final CommandLine line = new CommandLine(options);
    private final Map<String, List<String>> namesUnder = new HashMap<>();

    Grammar(VerbList verbs, String version, int width) {
        this.verbs = verbs;
        line.getCommandSpec().version("muster " + version);
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

    // no switch over types here: linking one takes 20 ms of each start
    private static void add(CommandSpec parent, VerbList.Entry entry) {
        if (entry instanceof Single single) {
            parent.addSubcommand(null, new CommandLine(single.verb()));
        } else if (entry instanceof Group group) {
            CommandSpec spec = CommandSpec.create().name(group.name());
            spec.usageMessage().description(group.description());
            group.entries().forEach(inner -> add(spec, inner));
            parent.addSubcommand(group.name(), new CommandLine(spec));
        }
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
