package dev.muster.operations.recovery;

import dev.muster.engine.shell.Ledger;
import dev.muster.model.Epoch;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import dev.muster.record.json.RecordJson;
import dev.muster.vault.repository.RunRecords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The runs whose home is the vault copy of one region. Safe for many threads.
///
/// A run has `start`, `receipts/<step>` and, once it came to its end, `record`.
public final class RunHome implements Ledger {
    /// Grants the numbers of runs, as epochs of a run that is none.
    private static final RunId NUMBERS = new RunId("numbers");

    private static final RecordJson JSON = RecordJson.STANDARD;

    private final RunRecords records;

    private RunHome(RunRecords records) {
        this.records = records;
    }

    /// @throws dev.muster.model.MusterException if the vault's copy there, or the controller's key,
    ///   is not at hand
    public static RunHome in(Site site, RegionId region) {
        VaultId vault = site.vaults().home(region);
        return new RunHome(
                site.vaults()
                        .in(vault, region)
                        .runs(region, site.vaults().keys(vault).controller()));
    }

    /// Runs among the records of an open vault.
    public static RunHome of(RunRecords records) {
        return new RunHome(records);
    }

    /// A name for a new run. Numbers rise over all scenarios; one that is not used is no loss.
    RunId number(ScenarioId scenario) {
        return RunNumbers.run(scenario, records.claim(NUMBERS).number());
    }

    /// The newest run of the scenario that is not at its end.
    Optional<RunStart> open(ScenarioId scenario) {
        return runs().stream()
                .map(this::start)
                .flatMap(Optional::stream)
                .filter(start -> start.plan().scenario().equals(scenario))
                .filter(start -> records.get(start.run(), "record").isEmpty())
                .max(Comparator.comparingLong(start -> RunNumbers.number(start.run())));
    }

    /// What is known of the runs that came to their end.
    public List<RunRecord> records() {
        List<RunRecord> found = new ArrayList<>();
        for (RunId run : runs()) {
            records.get(run, "record").map(JSON::readRun).ifPresent(found::add);
        }
        return found;
    }

    public Optional<RunRecord> record(RunId run) {
        return records.get(run, "record").map(JSON::readRun);
    }

    /// Keeps what is known of a run that came to its end. One that failed stays open, to be
    /// resumed.
    public void finish(RunRecord run) {
        switch (run.end()) {
            case SUCCEEDED, INCOMPLETE, ABORTED ->
                    records.putIfAbsent(run.start().run(), "record", JSON.write(run));
            case FAILED, OPEN -> {}
        }
    }

    /// All runs that this home knows.
    public List<RunId> runs() {
        return records.runs().stream().filter(run -> !run.equals(NUMBERS)).toList();
    }

    @Override
    public Optional<RunStart> start(RunId run) {
        return records.get(run, "start").map(JSON::readStart);
    }

    @Override
    public RunStart begin(RunStart start) {
        return JSON.readStart(records.putIfAbsent(start.run(), "start", JSON.write(start)));
    }

    @Override
    public Optional<Receipt> find(Token token) {
        return records.get(token.run(), receipt(token)).map(JSON::readReceipt);
    }

    @Override
    public Receipt putIfAbsent(Receipt receipt) {
        Token token = receipt.token();
        return JSON.readReceipt(
                records.putIfAbsent(token.run(), receipt(token), JSON.write(receipt)));
    }

    private static String receipt(Token token) {
        return "receipts/" + token.step();
    }

    @Override
    public Epoch claim(RunId run) {
        return records.claim(run);
    }

    @Override
    public Optional<Epoch> currentEpoch(RunId run) {
        return records.currentEpoch(run);
    }
}
