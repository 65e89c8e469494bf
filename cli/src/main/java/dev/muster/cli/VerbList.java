package dev.muster.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;

/// The verbs in the order in which `muster --help` shows them.
///
/// @param whenAlone what `muster` without arguments does
public record VerbList(Verb whenAlone, List<Section> sections) {
    public VerbList {
        sections = List.copyOf(sections);
    }

    /// Verbs under one heading.
    public record Section(String heading, List<Entry> entries) {
        public Section {
            entries = List.copyOf(entries);
        }

        public static Section of(String heading, Entry... entries) {
            return new Section(heading, List.of(entries));
        }
    }

    /// What can stand after `muster`.
    public sealed interface Entry {}

    /// A verb of one word; its name is in its `@Command`.
    public record Single(Verb verb) implements Entry {
        Command command() {
            return Objects.requireNonNull(
                    verb.getClass().getAnnotation(Command.class), "a verb's @Command");
        }
    }

    /// Verbs that begin with the same word, such as `vault init` and `vault keys list`.
    public record Group(String name, String description, List<Entry> entries) implements Entry {
        public Group {
            entries = List.copyOf(entries);
        }
    }

    public static Entry verb(Verb verb) {
        return new Single(verb);
    }

    public static Entry group(String name, String description, Verb... verbs) {
        return new Group(name, description, Arrays.stream(verbs).map(VerbList::verb).toList());
    }

    public static Entry group(String name, String description, Entry... entries) {
        return new Group(name, description, List.of(entries));
    }
}
