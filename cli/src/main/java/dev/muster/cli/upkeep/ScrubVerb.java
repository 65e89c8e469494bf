package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.GivenKeys;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.repository.CheckReport;
import dev.muster.vault.repository.Decoding;
import dev.muster.vault.repository.Scrub;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault scrub`.
@Command(name = "scrub", description = "look for damage in all copies")
public final class ScrubVerb implements Verb {
    private static final int PARTS = 14;

    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    @Option(names = "--all", description = "read everything; without it, one part in 14")
    private boolean all;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "read so much of each copy, such as 10GiB, from where the last one ended")
    private String budget = "";

    @Option(
            names = "--decode",
            paramLabel = "PERCENT",
            arity = "0..1",
            fallbackValue = "1",
            description =
                    "open all packs with the archive key, and decode so much of their chunks (1)")
    private double decode = -1;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "draw the chunks again that an earlier --decode drew")
    private Optional<Long> seed = Optional.empty();

    @Mixin private GivenKeys given = new GivenKeys();

    public ScrubVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Scrub.Budget amount = amount();
        requireShare();
        Site site =
                decode < 0
                        ? sites.openPatiently(call)
                        : sites.openForReading(call, given.here(call, sites));
        List<Scrubbed> scrubbed = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) -> {
                    try (Task task = call.progress("scrub " + id)) {
                        task.stage("reading");
                        Scrub.Report report = upkeep.scrub(amount, task);
                        Optional<Decoding.Report> decoded = Optional.empty();
                        if (decode >= 0) {
                            task.stage("decoding");
                            decoded = Optional.of(upkeep.decode(decode, seed, task));
                        }
                        scrubbed.add(Scrubbed.of(id, report, decoded));
                    }
                });
        call.answer(
                "vault-scrub/1",
                new Answered(scrubbed),
                screen ->
                        scrubbed.forEach(one -> {
                            screen.print(
                                    "vault "
                                            + one.vault()
                                            + ": "
                                            + one.objects()
                                            + " objects, "
                                            + one.read()
                                            + " read, "
                                            + one.bytes()
                                            + " of packs and log");
                            one.decoded().ifPresent(decoded -> screen.print(decoded.said()));
                            Found.show(screen, one.problems());
                            screen.print(
                                    one.problems().isEmpty()
                                            ? "nothing is wrong"
                                            : "mend it: muster vault repair");
                        }));
        return Answer.of(scrubbed.stream().allMatch(one -> one.problems().isEmpty()));
    }

    private void requireShare() {
        boolean isAsked = decode >= 0;
        if (isAsked && !(decode > 0 && decode <= 100)) {
            throw CliErrors.WRONG_USAGE.error(
                    "--decode " + decode + " is no share",
                    "write a number above 0 and up to 100 percent");
        }
        if (!isAsked && seed.isPresent()) {
            throw CliErrors.WRONG_USAGE.error("--seed is for --decode", "add --decode");
        }
    }

    private Scrub.Budget amount() {
        if (all) {
            return new Scrub.Budget.All();
        }
        if (budget.isEmpty()) {
            return new Scrub.Budget.Part(PARTS);
        }
        return ByteSize.parse(budget)
                .<Scrub.Budget>map(Scrub.Budget.Bytes::new)
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "--budget '" + budget + "' is no size", "write for example 10GiB"));
    }

    private record Answered(List<Scrubbed> vaults) {}

    private record Scrubbed(
            String vault,
            int objects,
            int read,
            ByteSize bytes,
            List<String> whole,
            Optional<Decoded> decoded,
            List<Found> problems) {
        static Scrubbed of(VaultId id, Scrub.Report report, Optional<Decoding.Report> decoded) {
            List<CheckReport.Problem> problems = new ArrayList<>(report.found().problems());
            decoded.ifPresent(it -> problems.addAll(it.problems()));
            return new Scrubbed(
                    id.value(),
                    report.found().objects(),
                    report.found().read(),
                    report.read(),
                    report.whole().stream().map(RegionId::value).sorted().toList(),
                    decoded.map(Decoded::of),
                    Found.of(problems));
        }
    }

    /// @param seed what to say to draw the same again
    /// @param closed points that the key does not open
    private record Decoded(long seed, int packs, int chunks, ByteSize bytes, int closed) {
        static Decoded of(Decoding.Report report) {
            return new Decoded(
                    report.seed(), report.packs(), report.blobs(), report.bytes(), report.closed());
        }

        String said() {
            String left = closed == 0 ? "" : ", " + closed + " points are sealed to other keys";
            return packs
                    + " packs opened, "
                    + chunks
                    + " chunks of "
                    + bytes
                    + " decoded"
                    + left
                    + "; drawn by --seed "
                    + seed;
        }
    }
}
