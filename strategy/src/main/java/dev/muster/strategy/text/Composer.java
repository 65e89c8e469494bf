package dev.muster.strategy.text;

import dev.muster.model.ErrorCode;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Node.Scalar;
import dev.muster.strategy.text.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document into a [Mapping].
///
/// It works on the parser's events, so that depth is bounded while reading and an alias is refused
/// where it stands: nothing that grows beyond the text is ever built.
public final class Composer {
    /// Deep enough for any strategy; what is deeper was made to hurt.
    static final int DEEPEST = 32;

    /// In characters; a strategy of 10,000 components has about a third of it.
    static final int LONGEST = 16 * 1024 * 1024;

    private final String file;
    private final Consumer<Problem> problems;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Node root;
    private int documents;

    private Composer(String file, Consumer<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// The document's root; empty if there is none. Whoever calls goes on only if no problem was
    /// reported.
    public static Optional<Mapping> compose(String file, String text, Consumer<Problem> problems) {
        return new Composer(file, problems).read(text);
    }

    private Optional<Mapping> read(String raw) {
        String text = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        if (text.length() > LONGEST) {
            report(
                    StrategyErrors.TOO_LARGE,
                    Place.startOf(file),
                    "the file has " + text.length() + " characters, the limit is " + LONGEST,
                    "split it into several files in one folder");
            return Optional.empty();
        }
        Optional<Place> unprintable = Characters.firstUnprintable(file, text);
        if (unprintable.isPresent()) {
            report(
                    StrategyErrors.SYNTAX,
                    unprintable.get(),
                    "a control character, which YAML does not allow",
                    "save the file as plain UTF-8 text");
            return Optional.empty();
        }
        return parse(text) ? rootMapping() : Optional.empty();
    }

    private boolean parse(String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file).setCodePointLimit(LONGEST).build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                if (!accept(event)) {
                    return false;
                }
            }
            return true;
        } catch (MarkedYamlEngineException broken) {
            report(
                    StrategyErrors.SYNTAX,
                    placeOf(broken),
                    Syntax.message(broken),
                    Syntax.hint(broken));
        } catch (YamlEngineException broken) {
            report(
                    StrategyErrors.SYNTAX,
                    Place.startOf(file),
                    "the text is not YAML: " + Syntax.oneLine(broken.getMessage()),
                    "");
        }
        return false;
    }

    /// Whether reading can go on.
    private boolean accept(Event event) {
        Place place = place(event.getStartMark().orElse(null));
        if (event instanceof DocumentStartEvent && ++documents > 1) {
            report(
                    StrategyErrors.SEVERAL_DOCUMENTS,
                    place,
                    "a second document begins here",
                    "remove the line '---', or put this part into a file of its own");
            return false;
        }
        if (event instanceof NodeEvent node) {
            refuseWhatIsNotOurs(node, place);
        }
        switch (event) {
            case AliasEvent _ -> add(new Scalar(place, "", true));
            case ScalarEvent scalar -> add(new Scalar(place, scalar.getValue(), scalar.isPlain()));
            case CollectionStartEvent start ->
                    open.push(new Frame(place, start instanceof MappingStartEvent));
            case CollectionEndEvent _ -> add(open.pop().close());
            default -> {}
        }
        if (open.size() > DEEPEST) {
            report(
                    StrategyErrors.TOO_LARGE,
                    place,
                    "nested more than " + DEEPEST + " deep",
                    "nothing in a strategy is that deep: look for a bracket that is not closed");
            return false;
        }
        return true;
    }

    private void refuseWhatIsNotOurs(NodeEvent event, Place place) {
        Optional<String> tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent start -> start.getTag();
                    default -> Optional.empty();
                };
        if (event instanceof AliasEvent alias) {
            report(
                    StrategyErrors.ANCHOR,
                    place,
                    "the alias '*" + alias.getAlias() + "' is not part of the language",
                    "write the value out, or use a tier for shared objectives");
        } else if (event.getAnchor().isPresent()) {
            report(
                    StrategyErrors.ANCHOR,
                    place,
                    "the anchor '&" + event.getAnchor().get() + "' is not part of the language",
                    "remove it");
        }
        tag.ifPresent(name ->
                report(
                        StrategyErrors.ANCHOR,
                        place,
                        "the tag '" + name + "' is not part of the language",
                        "remove it"));
    }

    private void add(Node node) {
        Frame frame = open.peek();
        if (frame == null) {
            root = node;
        } else if (frame.wantsKey() && !(node instanceof Scalar)) {
            report(
                    StrategyErrors.WRONG_SHAPE,
                    node.place(),
                    node.noun() + " cannot be a key",
                    "put text that begins with '{', '[' or '$' in quotes");
            frame.add(new Scalar(node.place(), "", true));
        } else {
            frame.add(node);
        }
    }

    private Optional<Mapping> rootMapping() {
        if (root == null || (root instanceof Scalar scalar && scalar.isAbsent())) {
            report(
                    StrategyErrors.EMPTY,
                    Place.startOf(file),
                    "the file is empty",
                    "'muster init' writes a first strategy");
            return Optional.empty();
        }
        if (root instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        report(
                StrategyErrors.WRONG_SHAPE,
                root.place(),
                "a strategy is a mapping of keys, not " + root.noun(),
                "begin with 'strategy: NAME'");
        return Optional.empty();
    }

    private Place placeOf(MarkedYamlEngineException broken) {
        return place(broken.getProblemMark().or(broken::getContextMark).orElse(null));
    }

    private Place place(@Nullable Mark mark) {
        return mark == null
                ? Place.startOf(file)
                : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void report(ErrorCode code, Place place, String message, String hint) {
        problems.accept(new Problem(code, place, message, hint));
    }

    /// A collection whose end has not been read.
    private static final class Frame {
        private final Place place;
        private final boolean mapping;
        private final List<Node> items = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Scalar key;

        Frame(Place place, boolean mapping) {
            this.place = place;
            this.mapping = mapping;
        }

        boolean wantsKey() {
            return mapping && key == null;
        }

        void add(Node node) {
            if (!mapping) {
                items.add(node);
            } else if (key != null) {
                entries.add(new Entry(key, node));
                key = null;
            } else if (node instanceof Scalar scalar) {
                key = scalar;
            }
        }

        Node close() {
            return mapping ? new Mapping(place, entries) : new Sequence(place, items);
        }
    }
}
