package dev.muster.strategy.reference;

import dev.muster.kind.ComponentKind;
import dev.muster.strategy.shape.Key;
import dev.muster.strategy.shape.Shape;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.Shape.Items;
import dev.muster.strategy.shape.Shape.Names;
import dev.muster.strategy.shape.Shape.Single;
import dev.muster.strategy.shape.Shapes;
import dev.muster.strategy.shape.StrategyText;
import dev.muster.strategy.shape.Word;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The reference of the strategy file as a Markdown page.
public final class ReferencePage {
    private static final String INTRODUCTION =
            """
            # The strategy file

            <!-- Generated from the records that the file is bound to. Do not edit. -->

            `muster.yaml` describes a system and how it comes back. Several files in one folder count as one.
            Every value with a unit carries it (`30s`, `10GiB`). Unknown keys are errors. Editors complete and check the file by
            [strategy.json](schemas/strategy.json):

            ```yaml
            # yaml-language-server: $schema=docs/schemas/strategy.json
            ```

            `${env:NAME}` and `${file:/path}` take a value from the environment or a file; `${vault:NAME}` names a secret that is sealed in the
            vault, and may stand under `recover` only. A secret is always such a reference and never the value itself. A real `${` before a
            name and a colon is written `$${`.

            """;

    private static final String NAMED =
            "These are known by name, so that a strategy can be whole today: they have their place in"
                    + " the plan and the documents, people bring them back, and `muster check` marks each"
                    + " with MUS-1114. Any other key may stand beside these; nobody checks it before"
                    + " the provider is there.";

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private ReferencePage() {}

    public static String of(List<? extends ComponentKind<?>> kinds) {
        ReferencePage page = new ReferencePage();
        page.section(2, "The file", "", Shapes.of(StrategyText.class).keys());
        for (Key key : Shapes.of(StrategyText.class).keys()) {
            page.topic(key);
        }
        page.page.append("## Kinds of components\n\n");
        page.page.append("Each kind has the keys of all components, and these.\n\n");
        kinds.stream().filter(ComponentKind::provided).forEach(page::kind);
        page.named(kinds.stream().filter(kind -> !kind.provided()).toList());
        return page.page.toString().stripTrailing() + "\n";
    }

    /// A section of the file, with all mappings in it.
    private void topic(Key key) {
        Optional<Fields> fields = fields(key.shape());
        if (fields.isPresent()) {
            String where = key.name() + (key.shape() instanceof Names ? ".NAME" : "");
            section(2, "`" + where + "`", key.doc(), fields.get().keys());
            inside(where, fields.get().keys());
        }
    }

    private void inside(String where, List<Key> keys) {
        for (Key key : keys) {
            Optional<Fields> fields = fields(key.shape());
            if (fields.isPresent()) {
                String deeper = where + "." + key.name() + suffix(key.shape());
                section(3, "`" + deeper + "`", key.doc(), fields.get().keys());
                inside(deeper, fields.get().keys());
            }
        }
    }

    private static String suffix(Shape shape) {
        return switch (shape) {
            case Names _ -> ".NAME";
            case Items _ -> "[]";
            case Single _, Fields _ -> "";
        };
    }

    private static Optional<Fields> fields(Shape shape) {
        return switch (shape) {
            case Fields fields -> Optional.of(fields);
            case Names names -> fields(names.value());
            case Items items -> fields(items.item());
            case Single _ -> Optional.empty();
        };
    }

    private void kind(ComponentKind<?> kind) {
        List<Key> own = Shapes.of(kind.settings()).keys();
        section(3, "`kind: " + kind.name() + "`", kind.summary(), own);
        for (Key key : own) {
            fields(key.shape())
                    .ifPresent(fields -> {
                        String where = key.name() + suffix(key.shape());
                        section(4, "`" + where + "` of " + kind.name(), key.doc(), fields.keys());
                        inside(where, kind.name(), fields.keys());
                    });
        }
    }

    /// Those without a provider all have the same keys.
    private void named(List<? extends ComponentKind<?>> kinds) {
        if (kinds.isEmpty()) {
            return;
        }
        section(
                3,
                "Kinds without a provider yet",
                NAMED,
                Shapes.of(kinds.getFirst().settings()).keys());
        page.append("| kind | what it is |\n|---|---|\n");
        for (ComponentKind<?> kind : kinds) {
            page.append("| `").append(kind.name()).append("` | ").append(cell(kind.summary()));
            page.append(" |\n");
        }
        page.append('\n');
    }

    private void inside(String where, String kind, List<Key> keys) {
        for (Key key : keys) {
            fields(key.shape())
                    .ifPresent(fields -> {
                        String deeper = where + "." + key.name() + suffix(key.shape());
                        section(4, "`" + deeper + "` of " + kind, key.doc(), fields.keys());
                        inside(deeper, kind, fields.keys());
                    });
        }
    }

    private void section(int level, String title, String doc, List<Key> keys) {
        page.append("#".repeat(level)).append(' ').append(title).append("\n\n");
        if (!doc.isEmpty()) {
            page.append(doc).append("\n\n");
        }
        page.append("| key | value | left out | meaning |\n|---|---|---|---|\n");
        for (Key key : keys) {
            page.append("| `").append(key.name()).append("` | ").append(cell(value(key.shape())));
            page.append(" | ").append(cell(absent(key))).append(" | ").append(cell(key.doc()));
            page.append(" |\n");
        }
        page.append('\n');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String absent(Key key) {
        if (key.fallback().filter(text -> !text.equals("{}") && !text.equals("[]")).isPresent()) {
            return "`" + key.fallback().get() + "`";
        }
        return key.canBeAbsent() ? "may be" : "**required**";
    }

    private static String value(Shape shape) {
        return switch (shape) {
            case Single single -> word(single.word());
            case Items items -> "list of: " + value(items.item());
            case Names names ->
                    "mapping from " + names.name().noun() + " to " + value(names.value());
            case Fields _ -> "mapping, see below";
        };
    }

    private static String word(Word word) {
        if (!word.choices().isEmpty()) {
            return word.choices().stream()
                    .map(choice -> "`" + choice + "`")
                    .collect(Collectors.joining(", "));
        }
        if (word.type() == String.class) {
            return "text";
        }
        String noun = word.noun().replaceFirst("^an? ", "");
        return noun
                + ": "
                + word.examples().stream()
                        .map(example -> "`" + example + "`")
                        .collect(Collectors.joining(", "));
    }
}
