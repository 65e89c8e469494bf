package dev.muster.strategy.read;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Digest;
import dev.muster.strategy.read.Reading.Accepted;
import dev.muster.strategy.read.Reading.Refused;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.Shapes;
import dev.muster.strategy.shape.StrategyText;
import dev.muster.strategy.text.Composer;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.StrategyErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads the strategy.
///
/// The text becomes a tree that knows its places ([Composer]); the tree is bound to records
/// ([Binder]); names are looked up ([Declared]) and what belongs together is compared ([Rules],
/// [Cycles]); only a text without any problem becomes a [dev.muster.strategy.Strategy].
///
/// Immutable; safe for use by many threads.
public final class StrategyReader {
    private static final Fields ROOT = Shapes.of(StrategyText.class);

    private final Kinds kinds;

    /// @param kinds all that components may have
    public StrategyReader(List<? extends ComponentKind<?>> kinds) {
        this.kinds = new Kinds(kinds);
    }

    /// @param texts content by file name, as places shall name it; several are merged
    /// @param variables what `${...}` stands for
    public Reading read(Map<String, String> texts, Variables variables) {
        SortedMap<String, String> files = new TreeMap<>(texts);
        Report report = new Report();
        List<Mapping> roots = compose(files, report);
        if (!report.isClean()) {
            return new Refused(report.problems());
        }
        Mapping root = Merge.of(roots);
        Components components = new Components(kinds, report);
        Optional<Object> bound = bind(root, variables, components, report);
        if (bound.isPresent() && bound.get() instanceof StrategyText text && report.isClean()) {
            Assembly assembly = new Assembly(text, components);
            return new Accepted(
                    assembly.strategy(digest(files), report.secrets()), Places.of(root));
        }
        return new Refused(report.problems());
    }

    private static List<Mapping> compose(SortedMap<String, String> files, Report report) {
        List<Mapping> roots = new ArrayList<>();
        files.forEach(
                (name, text) -> Composer.compose(name, text, report::add).ifPresent(roots::add));
        if (files.isEmpty()) {
            report.add(
                    StrategyErrors.EMPTY,
                    Place.startOf("muster.yaml"),
                    "there is no strategy file",
                    "'muster init' writes a first strategy");
        }
        return roots;
    }

    private static Optional<Object> bind(
            Mapping root, Variables variables, Components components, Report report) {
        Rules rules = new Rules();
        Binder binder = new Binder(report, variables, rules, components);
        Optional<Object> bound = binder.bind(ROOT, root, Path.root(root.place()));
        Declared.of(root).check(report);
        Cycles.check(
                report, "components depend on each other", "components", "*", "depends-on", "*");
        Cycles.check(report, "contacts escalate in a circle", "contacts", "*", "then");
        rules.checkTogether(report);
        return bound;
    }

    /// Of a single file its SHA-256, as `sha256sum` prints it; of several that of their digests.
    private static Digest digest(SortedMap<String, String> files) {
        if (files.size() == 1) {
            return Digest.of(files.firstEntry().getValue());
        }
        return Digest.of(
                files.values().stream()
                        .map(text -> Digest.of(text).hex())
                        .collect(Collectors.joining("\n")));
    }
}
