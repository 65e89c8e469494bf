package dev.muster.demo.story;

import dev.muster.demo.client.OutsideClientMain;
import dev.muster.demo.world.DemoNames;
import dev.muster.demo.world.DemoSeat;
import dev.muster.demo.world.DemoWorld;
import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.measure.Outage;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.Timing;
import dev.muster.operations.Site;
import dev.muster.operations.window.ProtectionReader;
import dev.muster.record.RunRecord;
import dev.muster.server.DaemonStatus;
import dev.muster.server.StatusFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks at a demo's world from outside, and waits for what others bring about.
///
/// @param seat where Muster stands now
record Onlooker(DemoWorld world, DemoNames names, DemoSeat seat, Timing timing) {
    static final Duration SOON = Duration.ofSeconds(60);

    Patience patience() {
        return new Patience(timing, seat.log());
    }

    /// Waits until the daemon has taken a base backup, and the database's commits wait for the
    /// capture.
    RecoveryPoint awaitProtection(Site site) throws InterruptedException {
        await(site, status -> status.point().isPresent() && status.commitsWait());
        return new ProtectionReader(site)
                .points(site.targets().component(names.database()))
                .getLast();
    }

    /// Waits until the database's commits wait for the capture.
    void awaitCapture(Site site) throws InterruptedException {
        await(site, DaemonStatus.Protected::commitsWait);
    }

    private void await(Site site, Predicate<DaemonStatus.Protected> state)
            throws InterruptedException {
        StatusFile file = new StatusFile(site.state().daemon());
        String database = names.database().value();
        patience()
                .await(
                        "protection of " + database,
                        SOON,
                        () ->
                                file.read()
                                        .map(status -> status.components().get(database))
                                        .filter(state));
    }

    long acknowledged() {
        List<LedgerEntry> ledger = world.ledger();
        return ledger.stream().filter(entry -> entry.acknowledgedAt().isPresent()).count();
    }

    /// @return how many there are now
    long awaitAcknowledged(long least) throws InterruptedException {
        return patience()
                .await(
                        least + " acknowledged orders",
                        SOON,
                        () -> Optional.of(acknowledged()).filter(count -> count >= least));
    }

    /// Waits until the client is answered well again, after something was done to the system.
    void awaitGood(Instant since) throws InterruptedException {
        patience()
                .await(
                        "a good answer to the outside client",
                        SOON,
                        () -> Outage.firstAfter(world.answers(), since).flatMap(Outage::firstGood));
    }

    /// Ends the client, and holds its books against what the shop tells.
    ///
    /// @param since when something was done to the system
    /// @param papers the folder for what people read
    DemoResult.Part measure(Site site, RunRecord run, Instant since, Path papers)
            throws InterruptedException {
        world.stopClient();
        RunRecord measured =
                new Measuring(
                                site.strategy(),
                                run,
                                names.database(),
                                names.front(),
                                since,
                                OutsideClientMain.ASK_EVERY)
                        .measured(world.ledger(), world.orders(), world.answers());
        return new DemoResult.Part(
                site.strategy(), measured, Papers.write(papers, site.strategy(), measured));
    }
}
