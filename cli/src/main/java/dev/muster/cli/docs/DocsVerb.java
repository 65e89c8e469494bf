package dev.muster.cli.docs;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.docs.DocumentState.State;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.documents.shelf.Shelf;
import dev.muster.kind.Facts;
import dev.muster.model.Names;
import dev.muster.operations.facts.FactsReader;
import dev.muster.strategy.Strategy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster docs`.
@Command(
        name = "docs",
        description = "write all documents: recovery strategy, runbooks, objectives, diagrams")
public final class DocsVerb implements Verb {
    private static final Set<State> BAD = EnumSet.of(State.STALE, State.MISSING, State.LEFTOVER);

    private final Sites sites;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "where they lie; without it, documents beside the strategy")
    private @Nullable Path to;

    @Option(
            names = "--check",
            description = "write nothing; say which document and which line is stale")
    private boolean check;

    @Option(
            names = "--measured",
            description = "also by what the vaults and earlier recoveries tell")
    private boolean measured;

    public DocsVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Strategy strategy = sites.read(call).orThrow().strategy();
        Path folder = folder(call);
        DocumentFolder documents = new DocumentFolder(folder, strategy.name());
        List<DocumentState> states;
        try (Task task = call.progress("documents")) {
            task.stage("compile");
            Shelf shelf = Shelf.of(strategy, facts(call));
            task.stage(check ? "compare" : "write");
            states = check ? documents.compare(shelf) : documents.write(shelf);
        }
        boolean good = states.stream().noneMatch(one -> BAD.contains(one.state()));
        call.answer(
                "docs/1",
                new Answered(
                        strategy.name(),
                        folder.toString(),
                        check,
                        good,
                        states.stream().map(Entry::of).toList()),
                screen -> show(screen, shown(call, folder), states));
        return Answer.of(good);
    }

    private Path folder(Call call) {
        Path given =
                to == null
                        ? call.strategyFile().toAbsolutePath().resolveSibling("documents")
                        : call.around().folder().resolve(to).toAbsolutePath();
        return given.normalize();
    }

    /// Without them the documents follow from the file alone, on every machine alike.
    private Facts facts(Call call) {
        return measured ? new FactsReader(sites.openPatiently(call)).read() : Facts.NONE;
    }

    /// As short as it can be typed from where the user is.
    private static Path shown(Call call, Path folder) {
        Path here = call.around().folder().toAbsolutePath().normalize();
        return folder.startsWith(here) && !folder.equals(here) ? here.relativize(folder) : folder;
    }

    private static void show(Screen screen, Path folder, List<DocumentState> states) {
        for (DocumentState one : states) {
            if (one.state() != State.CURRENT) {
                show(screen, folder, one);
            }
        }
        long current = states.stream().filter(one -> one.state() == State.CURRENT).count();
        long bad = states.stream().filter(one -> BAD.contains(one.state())).count();
        screen.print(
                folder
                        + ": "
                        + (bad == 0
                                ? states.size() + " files, all current"
                                : bad
                                        + " of "
                                        + states.size()
                                        + " files are not current; muster"
                                        + " docs writes them")
                        + (bad == 0 && current < states.size()
                                ? ", " + (states.size() - current) + " of them since now"
                                : ""));
    }

    private static void show(Screen screen, Path folder, DocumentState one) {
        Optional<Difference> words = one.difference().filter(it -> !it.byDigest());
        String line = words.map(it -> ":" + it.line()).orElse("");
        String head = folder.resolve(one.file()) + line + ": " + Names.word(one.state());
        String rest =
                one.difference().isPresent() && words.isEmpty()
                        ? ", names the digest of another strategy"
                        : "";
        screen.print(BAD.contains(one.state()) ? screen.inkOfAnswer().bad(head) + rest : head);
        words.ifPresent(it -> {
            screen.print("  is:        " + it.is());
            screen.print("  should be: " + it.shouldBe());
        });
    }

    private record Answered(
            String strategy,
            String folder,
            boolean checked,
            boolean current,
            List<Entry> documents) {}

    private record Entry(
            String file,
            State state,
            Optional<Integer> line,
            Optional<String> is,
            Optional<String> shouldBe,
            Optional<Boolean> byDigest) {
        static Entry of(DocumentState one) {
            return new Entry(
                    one.file(),
                    one.state(),
                    one.difference().map(Difference::line),
                    one.difference().map(Difference::is),
                    one.difference().map(Difference::shouldBe),
                    one.difference().map(Difference::byDigest));
        }
    }
}
