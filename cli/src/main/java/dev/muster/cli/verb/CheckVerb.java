package dev.muster.cli.verb;

import dev.muster.check.Checker;
import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.operations.facts.FactsReader;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.text.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    public CheckVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Reading.Accepted read = sites.read(call).orThrow();
        List<Entry> findings =
                Checker.check(read.strategy(), facts(call)).stream()
                        .map(finding -> Entry.of(finding, read.places().of(finding.path())))
                        .toList();
        long errors = count(findings, Finding.Severity.ERROR);
        call.answer(
                "check/1",
                new Answered(
                        read.strategy().name(),
                        errors,
                        count(findings, Finding.Severity.WARNING),
                        count(findings, Finding.Severity.HINT),
                        findings),
                screen -> show(screen, read, findings));
        return Answer.of(errors == 0);
    }

    /// Without them the file alone is judged, which needs no network.
    private Facts facts(Call call) {
        return measured ? new FactsReader(sites.openPatiently(call)).read() : Facts.NONE;
    }

    private static long count(List<Entry> findings, Finding.Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }

    private static void show(Screen screen, Reading.Accepted read, List<Entry> findings) {
        for (Entry finding : findings) {
            String head =
                    finding.file()
                            + ":"
                            + finding.line()
                            + ":"
                            + finding.column()
                            + ": "
                            + finding.severity().name().toLowerCase(Locale.ROOT)
                            + " "
                            + finding.code();
            screen.print(
                    finding.severity() == Finding.Severity.ERROR
                            ? screen.inkOfAnswer().bad(head)
                            : screen.inkOfAnswer().attention(head));
            screen.paragraph("  " + finding.message());
            finding.fix().ifPresent(fix -> screen.paragraph("  fix: " + fix));
        }
        screen.print(
                read.strategy().name()
                        + ": "
                        + read.strategy().components().size()
                        + " components, "
                        + count(findings, Finding.Severity.ERROR)
                        + " errors, "
                        + count(findings, Finding.Severity.WARNING)
                        + " warnings, "
                        + count(findings, Finding.Severity.HINT)
                        + " hints");
    }

    private record Answered(
            String strategy, long errors, long warnings, long hints, List<Entry> findings) {}

    private record Entry(
            String code,
            Finding.Severity severity,
            String file,
            int line,
            int column,
            String message,
            Optional<String> fix) {
        static Entry of(Finding finding, Place place) {
            return new Entry(
                    finding.code().id(),
                    finding.severity(),
                    place.file(),
                    place.line(),
                    place.column(),
                    finding.message(),
                    finding.fix().isEmpty() ? Optional.empty() : Optional.of(finding.fix()));
        }
    }
}
