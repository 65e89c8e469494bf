package dev.muster.operations.capture;

import dev.muster.kind.LogCapture;
import dev.muster.kind.Shipping;
import dev.muster.model.Durability;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.VaultId;
import dev.muster.operations.CaptureFiles;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.LogSink;
import dev.muster.strategy.Component;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes a source's log into the spool, at the durability that the strategy asks, and ships it to
/// the vault in the background.
final class SpoolSink implements LogSink, AutoCloseable {
    private static final Duration SHIP_EVERY = Duration.ofSeconds(10);

    private final Site site;
    private final LogSpool spool;
    private final WriteRule acknowledge;
    private final boolean shipFirst;
    private final CaptureFiles files;
    private final CaptureDoor door;
    private final Consumer<CaptureNews> listener;
    private final Thread shipper;
    private boolean taken;
    private boolean waits;
    private boolean waitsKept;

    private SpoolSink(
            Site site,
            LogSpool spool,
            WriteRule acknowledge,
            boolean shipFirst,
            CaptureFiles files,
            CaptureDoor door,
            Duration shipEvery,
            Consumer<CaptureNews> listener) {
        this.site = site;
        this.spool = spool;
        this.acknowledge = acknowledge;
        this.shipFirst = shipFirst;
        this.files = files;
        this.door = door;
        this.listener = listener;
        this.waits = files.commitsWait();
        this.waitsKept = waits;
        this.shipper = Thread.ofPlatform().name("ship-log").unstarted(() -> ship(shipEvery));
    }

    static SpoolSink open(
            Site site,
            Component<?> component,
            LogCapture how,
            CaptureFiles files,
            CaptureDoor door,
            Consumer<CaptureNews> listener)
            throws InterruptedException {
        VaultId id = site.vaults().protecting(component);
        WriteRule acknowledge =
                shipsFirst(component, how) ? rule(site, component, how) : WriteRule.ANY;
        Vault vault = site.vaults().in(id, how.captureFrom());
        LogSpool spool =
                LogSpool.open(
                        vault,
                        site.vaults().keys(id).source(component.id()),
                        site.state().spool(component.id()),
                        Epoch.FIRST);
        SpoolSink sink =
                new SpoolSink(
                        site,
                        spool,
                        acknowledge,
                        shipsFirst(component, how),
                        files,
                        door,
                        interval(how),
                        listener);
        sink.shipper.start();
        return sink;
    }

    /// The spool alone keeps level `spool`, and level `region` where the receiver runs in a region
    /// other than the source's. Else the vault has to hold it before it is acknowledged.
    private static boolean shipsFirst(Component<?> component, LogCapture how) {
        return switch (how.durability()) {
            case SPOOL -> false;
            case VAULT -> true;
            case REGION -> component.region().filter(how.captureFrom()::equals).isPresent();
        };
    }

    /// For level `region` a copy outside of the source's region has to take it.
    private static WriteRule rule(Site site, Component<?> component, LogCapture how) {
        if (how.durability() != Durability.REGION) {
            return WriteRule.ANY;
        }
        return site.vaults().regions(site.vaults().protecting(component)).stream()
                .filter(region -> component.region().filter(region::equals).isEmpty())
                .findFirst()
                .map(WriteRule::requiring)
                .orElseThrow(() ->
                        OperationErrors.NO_HOME.error(
                                "durability region of "
                                        + component.id()
                                        + " needs a vault copy outside of its region",
                                "add a copy in another region under vaults:"));
    }

    private static Duration interval(LogCapture how) {
        return switch (how.ship()) {
            case Shipping.Stream _ -> SHIP_EVERY;
            case Shipping.Every(Duration interval) -> interval;
        };
    }

    private void ship(Duration every) {
        try {
            while (true) {
                site.timing().pause(every);
                shipNow();
            }
        } catch (InterruptedException closed) {
            // The capture ends; what is not shipped stays in the spool.
        }
    }

    /// What cannot be shipped now stays in the spool and goes with the next turn.
    private void shipNow() {
        try {
            spool.ship(WriteRule.ANY);
        } catch (MusterException owed) {
            listener.accept(new CaptureNews.NotShipped(owed, spool.unshipped().bytes()));
        }
    }

    @Override
    public Optional<LogPosition> resumeAt() {
        return spool.resumeAt();
    }

    @Override
    public void append(LogPosition at, ByteBuffer bytes, Instant arrival) {
        taken = true;
        spool.append(at, bytes, arrival);
    }

    @Override
    public void history(String name, byte[] content) {
        spool.history(name, content);
    }

    /// The door is looked at last: once a recovery closed it, nothing is acknowledged any more.
    @Override
    public Optional<LogPosition> flush() {
        keepWaits();
        if (!taken && spool.resumeAt().isEmpty()) {
            return Optional.empty();
        }
        LogPosition end = spool.flush();
        if (shipFirst) {
            spool.ship(acknowledge);
        }
        if (!door.isOpen()) {
            throw OperationErrors.CAPTURE_CLOSED.error(
                    "log capture was closed while it ran", "see: muster status");
        }
        listener.accept(new CaptureNews.Captured(end, site.timing().instant()));
        return Optional.of(end);
    }

    @Override
    public void commitsWait(boolean waiting) {
        waits = waiting;
    }

    private void keepWaits() {
        if (waits != waitsKept) {
            files.commitsWait(waits);
            waitsKept = waits;
            listener.accept(new CaptureNews.CommitsWait(waits));
        }
    }

    @Override
    public void close() {
        shipper.interrupt();
        boolean interrupted = false;
        while (shipper.isAlive()) {
            try {
                shipper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        spool.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
