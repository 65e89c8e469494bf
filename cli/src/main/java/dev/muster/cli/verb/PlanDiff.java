package dev.muster.cli.verb;

import dev.muster.check.diff.RecoveryDiff;
import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Facts;
import dev.muster.model.Names;
import dev.muster.model.ScenarioId;
import dev.muster.strategy.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// `muster plan --diff`: the strategy as it is, and as it was.
final class PlanDiff {
    private final Sites sites;
    private final Call call;

    PlanDiff(Sites sites, Call call) {
        this.sites = sites;
        this.call = call;
    }

    /// @param since a file that is there, else a revision of git
    Answer since(String since) {
        Path file = call.strategyFile().toAbsolutePath();
        Path other = call.around().folder().resolve(since);
        String name = Objects.requireNonNull(file.getFileName()).toString();
        String text = Files.isRegularFile(other) ? text(other) : committed(file, name, since);
        Strategy now = sites.read(call).orThrow().strategy();
        Strategy before = sites.read(call, since + ":" + name, text).orThrow().strategy();
        RecoveryDiff diff = RecoveryDiff.of(before, now, Facts.NONE);
        call.answer(
                "plan-diff/1",
                new Answered(
                        since,
                        before.digest().hex(),
                        now.digest().hex(),
                        diff.entries().stream().map(Entry::of).toList()),
                screen -> show(screen, since, diff));
        return Answer.YES;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    file + " cannot be read: " + e, "muster plan --diff FILE", e);
        }
    }

    /// The file as it was committed. A revision is handed over as one word that cannot be an
    /// option.
    private static String committed(Path file, String name, String revision) {
        if (revision.startsWith("-") || revision.contains(":")) {
            throw unknown(revision, "it is no revision");
        }
        try {
            Process git =
                    new ProcessBuilder("git", "cat-file", "blob", revision + ":./" + name)
                            .directory(Objects.requireNonNull(file.getParent()).toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            git.getOutputStream().close();
            byte[] text = git.getInputStream().readAllBytes();
            if (git.waitFor() != 0) {
                throw unknown(revision, "git knows no " + name + " in it");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unknown(revision, "git cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(revision, "git was interrupted");
        }
    }

    private static RuntimeException unknown(String revision, String why) {
        return CliErrors.WRONG_USAGE.error(
                "--diff '" + revision + "' is neither a file nor a revision: " + why,
                "muster plan --diff HEAD~1");
    }

    private static void show(Screen screen, String since, RecoveryDiff diff) {
        if (diff.entries().isEmpty()) {
            screen.print("Nothing has changed for recovery since " + since + ".");
            return;
        }
        Table table = Table.of("scenario", "what", ">before", ">now", "");
        for (RecoveryDiff.Entry entry : diff.entries()) {
            table.row(
                    entry.scenario().map(ScenarioId::value).orElse(""),
                    entry.what(),
                    brief(entry.before()),
                    brief(entry.after()),
                    word(entry.direction()));
        }
        table.print(screen);
    }

    /// A finding's message is long and can be asked for with `muster check`.
    private static String brief(Optional<String> text) {
        return text.map(words -> words.length() > 40 ? "yes" : words).orElse("-");
    }

    private static String word(RecoveryDiff.Direction direction) {
        return direction == RecoveryDiff.Direction.OTHER ? "" : Names.word(direction);
    }

    private record Answered(String since, String before, String now, List<Entry> changes) {}

    private record Entry(
            Optional<String> scenario,
            String what,
            Optional<String> before,
            Optional<String> now,
            RecoveryDiff.Direction direction) {
        static Entry of(RecoveryDiff.Entry entry) {
            return new Entry(
                    entry.scenario().map(ScenarioId::value),
                    entry.what(),
                    entry.before(),
                    entry.after(),
                    entry.direction());
        }
    }
}
