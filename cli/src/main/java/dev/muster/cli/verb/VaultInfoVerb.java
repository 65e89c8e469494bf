package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.Warnings;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.facts.VaultSurvey;
import dev.muster.operations.facts.VaultSurvey.CopyFound;
import dev.muster.operations.facts.VaultSurvey.Found;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.program.Program;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.program.VaultPrograms.Shelf;
import dev.muster.vault.store.Guard.Ban;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `muster vault info`.
@Command(
        name = "info",
        description = "the copies of the vaults, and what their storage keeps an attacker from")
public final class VaultInfoVerb implements Verb {
    private static final Shelf NONE = new Shelf(List.of(), List.of());

    private final Sites sites;

    public VaultInfoVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultSurvey survey = new VaultSurvey(site);
        List<Found> found = new ArrayList<>();
        Map<VaultId, Shelf> programs = new LinkedHashMap<>();
        for (VaultPlace place : site.strategy().vaults().values()) {
            found.add(survey.survey(place));
            programs.put(place.id(), new VaultPrograms(site.vaults().any(place.id())).shelf());
            Warnings.rolledBack(
                    call, site.vaults().any(place.id()), site.vaults().keys(place.id()));
        }
        call.answer(
                "vault-info/1",
                new Answered(
                        found.stream()
                                .map(it -> Entry.of(it, programs.getOrDefault(it.vault(), NONE)))
                                .toList()),
                screen ->
                        found.forEach(vault -> {
                            show(call, screen, vault);
                            show(screen, programs.getOrDefault(vault.vault(), NONE));
                        }));
        return Answer.YES;
    }

    private static void show(Call call, Screen screen, Found vault) {
        screen.print("vault " + vault.vault() + "  " + vault.number());
        Table table = Table.of("copy", "behind", "change", "delete", "lock");
        for (CopyFound copy : vault.copies()) {
            table.row(
                    copy.region().value(),
                    behind(call, copy),
                    copy.guard().map(it -> word(it.change())).orElse("unknown"),
                    copy.guard().map(it -> word(it.delete())).orElse("unknown"),
                    lock(copy));
        }
        table.print(screen);
        for (CopyFound copy : vault.copies()) {
            screen.print("  " + copy.region() + "  " + copy.url());
            copy.problem().ifPresent(why -> screen.print("    " + why.getMessage()));
        }
        screen.paragraph(
                "change and delete tell what whoever holds these credentials can do to what is"
                        + " stored. Where that is possible, not enforced, only other copies"
                        + " protect.");
    }

    private static void show(Screen screen, Shelf programs) {
        screen.print(
                programs.newest()
                        .map(it ->
                                "reader  version "
                                        + it.version()
                                        + ", signed by the owner, sha256 "
                                        + it.sha256())
                        .orElse("reader  none; put it there: muster vault program put"));
        programs.foreign()
                .forEach(name ->
                        screen.print(
                                screen.inkOfAnswer()
                                        .bad("not signed by the owner, do not run it: " + name)));
    }

    private static String behind(Call call, CopyFound copy) {
        if (copy.lag().why().isPresent()) {
            return "does not answer";
        }
        if (copy.lag().isCaughtUp()) {
            return "nothing";
        }
        String since = copy.lag().oldest().map(it -> ", since " + call.show(it)).orElse("");
        return copy.lag().objects() + " objects, " + copy.lag().bytes() + since;
    }

    private static String word(Ban ban) {
        return switch (ban) {
            case REFUSED -> "refused";
            case HIDES -> "hides only";
            case POSSIBLE -> "not enforced";
        };
    }

    private static String lock(CopyFound copy) {
        return copy.lock()
                .map(lock -> Durations.text(lock) + (isHeld(copy) ? "" : ", not enforced"))
                .orElse("none");
    }

    private static boolean isHeld(CopyFound copy) {
        return copy.guard().filter(it -> it.lock() == Ban.REFUSED).isPresent();
    }

    private record Answered(List<Entry> vaults) {}

    /// @param program the newest that the owner signed
    /// @param foreignPrograms what lies among programs and nobody signed
    private record Entry(
            String vault,
            String number,
            List<CopyEntry> copies,
            Optional<Program> program,
            List<String> foreignPrograms) {
        static Entry of(Found found, Shelf programs) {
            return new Entry(
                    found.vault().value(),
                    found.number(),
                    found.copies().stream().map(CopyEntry::of).toList(),
                    programs.newest(),
                    programs.foreign());
        }
    }

    private record CopyEntry(
            String region,
            String url,
            boolean answers,
            int owedObjects,
            ByteSize owedBytes,
            Optional<Instant> owedSince,
            Optional<Ban> change,
            Optional<Ban> delete,
            Optional<Duration> lock,
            Optional<Boolean> lockHolds,
            Optional<String> problem) {
        static CopyEntry of(CopyFound copy) {
            return new CopyEntry(
                    copy.region().value(),
                    copy.url(),
                    copy.lag().why().isEmpty(),
                    copy.lag().objects(),
                    copy.lag().bytes(),
                    copy.lag().oldest(),
                    copy.guard().map(it -> it.change()),
                    copy.guard().map(it -> it.delete()),
                    copy.lock(),
                    copy.lock().flatMap(_ -> copy.guard()).map(it -> it.lock() == Ban.REFUSED),
                    copy.lag().why().or(() -> copy.problem().map(it -> it.getMessage())));
        }
    }
}
