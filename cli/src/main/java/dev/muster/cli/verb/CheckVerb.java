package dev.muster.cli.verb;

import dev.muster.check.Checker;
import dev.muster.check.baseline.Baseline;
import dev.muster.check.baseline.Baseline.Judged;
import dev.muster.check.baseline.BaselineReader;
import dev.muster.check.format.Notice;
import dev.muster.check.format.NoticesAsJunit;
import dev.muster.check.format.NoticesAsSarif;
import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.model.ContactId;
import dev.muster.model.Names;
import dev.muster.operations.facts.FactsReader;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster check`.
@Command(
        name = "check",
        description = "all problems of the strategy and its objectives, with reasons and fixes")
public final class CheckVerb implements Verb {
    private final Sites sites;

    @Option(
            names = "--measured",
            description = "also by what the vaults and earlier recoveries tell")
    private boolean measured;

    @Option(
            names = "--format",
            paramLabel = "sarif|junit",
            description = "answer with SARIF 2.1.0 or JUnit XML, for code hosts and build servers")
    private @Nullable Format format;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "findings that are accepted: by whom, why, and until when")
    private @Nullable Path baseline;

    public CheckVerb(Sites sites) {
        this.sites = sites;
    }

    /// Named as they are typed.
    enum Format {
        SARIF,
        JUNIT;

        @Override
        public String toString() {
            return Names.word(this);
        }
    }

    @Override
    public Answer run(Call call) {
        Reading reading = sites.read(call);
        if (reading instanceof Reading.Refused refused && format != null) {
            // the build server shows the problems, the exit status is that of a strategy not valid
            List<Notice> problems = refused.problems().stream().map(Notice::of).toList();
            call.screen().print(document(format, problems, Map.of()));
        }
        Reading.Accepted read = reading.orThrow();
        List<Notice> found =
                Checker.check(read.strategy(), facts(call)).stream()
                        .map(finding -> Notice.of(finding, read.places()))
                        .toList();
        LocalDate today = call.timing().instant().atZone(ZoneOffset.UTC).toLocalDate();
        Judged judged = baseline(call, read.strategy()).judge(found, today);
        if (format == null) {
            answer(call, read.strategy(), judged);
        } else {
            Map<Notice, String> accepted = new LinkedHashMap<>();
            judged.accepted().forEach(one -> accepted.put(one.notice(), one.known().words()));
            call.screen().print(document(format, judged.open(), accepted));
        }
        return Answer.of(count(judged.open(), Finding.Severity.ERROR) == 0);
    }

    private static String document(
            Format format, List<Notice> notices, Map<Notice, String> accepted) {
        return switch (format) {
            case SARIF -> NoticesAsSarif.of(notices, accepted).stripTrailing();
            case JUNIT -> NoticesAsJunit.of(notices, accepted).stripTrailing();
        };
    }

    private Baseline baseline(Call call, Strategy strategy) {
        if (baseline == null) {
            return Baseline.EMPTY;
        }
        Path file = call.around().folder().resolve(baseline);
        BaselineReader.Reading read =
                BaselineReader.read(
                        file.getFileName().toString(),
                        text(file),
                        strategy.contacts().keySet().stream()
                                .map(ContactId::value)
                                .collect(Collectors.toSet()));
        return switch (read) {
            case BaselineReader.Reading.Accepted accepted -> accepted.baseline();
            case BaselineReader.Reading.Refused refused ->
                    throw StrategyErrors.NOT_VALID.error(
                            "the baseline is not valid:\n"
                                    + refused.problems().stream()
                                            .map(Problem::toString)
                                            .collect(Collectors.joining("\n")),
                            "change the named places, then run 'muster check' again");
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    "the baseline " + file + " cannot be read: " + e,
                    "muster check --baseline FILE",
                    e);
        }
    }

    /// Without them the file alone is judged, which needs no network.
    private Facts facts(Call call) {
        return measured ? new FactsReader(sites.openPatiently(call)).read() : Facts.NONE;
    }

    private static long count(List<Notice> notices, Finding.Severity severity) {
        return notices.stream().filter(notice -> notice.level() == severity).count();
    }

    private static void answer(Call call, Strategy strategy, Judged judged) {
        call.answer(
                "check/1",
                new Answered(
                        strategy.name(),
                        count(judged.open(), Finding.Severity.ERROR),
                        count(judged.open(), Finding.Severity.WARNING),
                        count(judged.open(), Finding.Severity.HINT),
                        judged.accepted().size(),
                        judged.open().stream().map(Entry::of).toList()),
                screen -> show(screen, strategy, judged));
    }

    private static void show(Screen screen, Strategy strategy, Judged judged) {
        for (Notice notice : judged.open()) {
            String head = notice.place() + ": " + notice.word() + " " + notice.code();
            screen.print(
                    notice.level() == Finding.Severity.ERROR
                            ? screen.inkOfAnswer().bad(head)
                            : screen.inkOfAnswer().attention(head));
            screen.paragraph("  " + notice.message());
            if (!notice.fix().isEmpty()) {
                screen.paragraph("  fix: " + notice.fix());
            }
        }
        screen.print(
                strategy.name()
                        + ": "
                        + strategy.components().size()
                        + " components, "
                        + count(judged.open(), Finding.Severity.ERROR)
                        + " errors, "
                        + count(judged.open(), Finding.Severity.WARNING)
                        + " warnings, "
                        + count(judged.open(), Finding.Severity.HINT)
                        + " hints"
                        + (judged.accepted().isEmpty()
                                ? ""
                                : ", " + judged.accepted().size() + " accepted"));
    }

    private record Answered(
            String strategy,
            long errors,
            long warnings,
            long hints,
            int accepted,
            List<Entry> findings) {}

    private record Entry(
            String code,
            Finding.Severity severity,
            String file,
            int line,
            int column,
            String at,
            String message,
            Optional<String> fix) {
        static Entry of(Notice notice) {
            return new Entry(
                    notice.code().id(),
                    notice.level(),
                    notice.place().file(),
                    notice.place().line(),
                    notice.place().column(),
                    String.join(".", notice.path()),
                    notice.message(),
                    notice.fix().isEmpty() ? Optional.empty() : Optional.of(notice.fix()));
        }
    }
}
