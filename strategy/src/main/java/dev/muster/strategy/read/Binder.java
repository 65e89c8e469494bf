package dev.muster.strategy.read;

import dev.muster.model.ErrorCode;
import dev.muster.model.Secret;
import dev.muster.strategy.read.Expansion.Expanded;
import dev.muster.strategy.read.Layers.Layer;
import dev.muster.strategy.shape.Shape;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.Shape.Items;
import dev.muster.strategy.shape.Shape.Names;
import dev.muster.strategy.shape.Shape.Single;
import dev.muster.strategy.shape.StrategyText.ComponentText;
import dev.muster.strategy.shape.Word;
import dev.muster.strategy.text.Node;
import dev.muster.strategy.text.Node.Entry;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Node.Scalar;
import dev.muster.strategy.text.Node.Sequence;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes values from nodes as shapes ask.
///
/// It never stops at the first problem: what cannot be made is reported and left empty, and its
/// neighbours are looked at.
final class Binder {
    private final Report report;
    private final Expansion expansion;
    private final Layers layers;
    private final Rules rules;
    private final Components components;

    Binder(Report report, Variables variables, Rules rules, Components components) {
        this.report = report;
        this.components = components;
        this.expansion = new Expansion(variables, report);
        this.layers = new Layers(this, report);
        this.rules = rules;
    }

    /// Empty if there was a problem.
    Optional<Object> bind(Shape shape, Node node, Path path) {
        return switch (shape) {
            case Single single when node instanceof Scalar scalar ->
                    single(single.word(), scalar, path);
            case Items items when node instanceof Sequence sequence -> items(items, sequence, path);
            case Names names when node instanceof Mapping mapping -> names(names, mapping, path);
            case Fields fields when node instanceof Mapping mapping ->
                    record(new Layer(fields, Optional.empty()), mapping, path);
            case Single _, Items _, Names _, Fields _ -> wrongShape(shape, node, path);
        };
    }

    /// A record, or a component with what its kind adds.
    private Optional<Object> record(Layer layer, Mapping node, Path path) {
        if (layer.fields().type() == ComponentText.class) {
            return components.bind(this, layer, node, path);
        }
        Layers.Request request = new Layers.Request(List.of(layer), Set.of(), true);
        return overlay(request, node, path).map(List::getFirst);
    }

    /// Several records whose keys stand in one mapping.
    Optional<List<Record>> overlay(Layers.Request request, Mapping node, Path path) {
        Optional<List<Record>> made = layers.bind(request, node, path);
        made.ifPresent(records -> records.forEach(part -> rules.check(part, node, path, report)));
        return made;
    }

    private Optional<Object> wrongShape(Shape shape, Node node, Path path) {
        report.add(
                StrategyErrors.WRONG_SHAPE,
                node.place(),
                path.noun() + " must be " + shape.expected() + ", not " + node.noun(),
                shape instanceof Items && node instanceof Scalar scalar && !scalar.isAbsent()
                        ? "write " + path.key() + ": [ " + scalar.text() + " ]"
                        : "");
        return Optional.empty();
    }

    private Optional<Object> single(Word word, Scalar scalar, Path path) {
        if (scalar.isAbsent()) {
            report.add(
                    StrategyErrors.WRONG_VALUE,
                    scalar.place(),
                    "'" + path.key() + "' has no value; expected " + word.expected(),
                    "write a value, or remove the key");
            return Optional.empty();
        }
        boolean secret = word.type() == Secret.class;
        return expansion
                .expand(scalar, path, secret)
                .flatMap(expanded ->
                        secret
                                ? secret(scalar, path, expanded)
                                : read(word, scalar, path, expanded));
    }

    private Optional<Object> secret(Scalar scalar, Path path, Expanded expanded) {
        if (expanded.references().isEmpty()) {
            report.add(
                    StrategyErrors.SECRET_IN_CLEAR,
                    scalar.place(),
                    "'" + path.key() + "' is a secret and must not stand in the file",
                    "write '${env:NAME}', '${file:/path}' or '${vault:NAME}'");
            return Optional.empty();
        }
        expanded.references().forEach(report::secret);
        return Optional.of(
                expanded.complete()
                        ? new Secret(expanded.text())
                        : Secret.unresolved(scalar.text()));
    }

    private Optional<Object> read(Word word, Scalar scalar, Path path, Expanded expanded) {
        return switch (word.parser().apply(expanded.text())) {
            case Word.Reading.Good good -> {
                if (Declared.isName(word.type())) {
                    String name = good.value().toString();
                    report.mention(new Mention(word.type(), name, scalar.place(), path.keys()));
                }
                yield Optional.of(good.value());
            }
            case Word.Reading.Bad bad -> {
                // The text as written, never what a variable stands for.
                report.add(
                        code(bad.sort()),
                        scalar.place(),
                        "'" + Problem.brief(scalar.text()) + "' is " + word.refusal() + detail(bad),
                        hint(word, scalar.text()));
                yield Optional.empty();
            }
        };
    }

    private String hint(Word word, String text) {
        if (word.choices().isEmpty()) {
            return "for example " + String.join(" or ", word.examples());
        }
        Optional<String> nearest = report.nearest().to(text, word.choices());
        return nearest.map(name -> "did you mean '" + name + "'?")
                .orElse("write " + word.examples().getFirst());
    }

    private static String detail(Word.Reading.Bad bad) {
        return bad.detail().isEmpty() ? "" : ": " + bad.detail();
    }

    private static ErrorCode code(Word.Sort sort) {
        return switch (sort) {
            case VALUE -> StrategyErrors.WRONG_VALUE;
            case NAME -> StrategyErrors.BAD_NAME;
            case SCHEDULE -> StrategyErrors.BAD_SCHEDULE;
            case URL -> StrategyErrors.BAD_URL;
        };
    }

    private Optional<Object> items(Items items, Sequence node, Path path) {
        List<Object> values = new ArrayList<>();
        boolean good = true;
        for (int i = 0; i < node.items().size(); i++) {
            Optional<Object> value =
                    bind(
                            items.item(),
                            node.items().get(i),
                            path.with(Integer.toString(i), node.items().get(i).place()));
            value.ifPresent(values::add);
            good &= value.isPresent();
        }
        if (!good) {
            return Optional.empty();
        }
        return Optional.of(
                items.distinct()
                        ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
                        : List.copyOf(values));
    }

    private Optional<Object> names(Names names, Mapping node, Path path) {
        Map<Object, Object> values = new LinkedHashMap<>();
        Map<String, Scalar> seen = new HashMap<>();
        boolean good = true;
        for (Entry entry : node.entries()) {
            Optional<Object> name = name(names.name(), entry.key(), path, seen);
            Path inside = path.with(entry.key().text(), entry.key().place());
            // A bad name is reported already; the mapping under it is looked at all the same.
            Optional<Object> value =
                    names.value() instanceof Fields fields
                                    && fields.named()
                                    && entry.value() instanceof Mapping mapping
                            ? record(new Layer(fields, name), mapping, inside)
                            : bind(names.value(), entry.value(), inside);
            good &= name.isPresent() && value.isPresent();
            if (name.isPresent() && value.isPresent()) {
                values.put(name.get(), value.get());
            }
        }
        return good ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    /// Names at the top of the file define what they name; further in they refer to it.
    private Optional<Object> name(Word word, Scalar key, Path path, Map<String, Scalar> seen) {
        Scalar first = seen.putIfAbsent(key.text(), key);
        if (first != null) {
            report.add(
                    path.length() == 1 ? StrategyErrors.DOUBLED_NAME : StrategyErrors.DOUBLED_KEY,
                    key.place(),
                    "'" + Problem.brief(key.text()) + "' stands twice under '" + path.key() + "'",
                    "the first one is at " + first.place());
            return Optional.empty();
        }
        return switch (word.parser().apply(key.text())) {
            case Word.Reading.Good good -> {
                if (path.length() > 1 && Declared.isName(word.type())) {
                    List<String> keys = path.with(key.text(), key.place()).keys();
                    report.mention(new Mention(word.type(), key.text(), key.place(), keys));
                }
                yield Optional.of(good.value());
            }
            case Word.Reading.Bad bad -> {
                report.add(
                        code(bad.sort()),
                        key.place(),
                        "'" + Problem.brief(key.text()) + "' is not " + word.noun() + detail(bad),
                        "for example " + word.examples().getFirst());
                yield Optional.empty();
            }
        };
    }
}
