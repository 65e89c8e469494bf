package dev.muster.operations.capture;

import dev.muster.kind.LogCapture;
import dev.muster.model.Durability;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.operations.CaptureFiles;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.LogSink;
import dev.muster.strategy.Component;
import dev.muster.strategy.Shipments;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes a source's log into the spool, at the durability that the strategy asks, and ships it to
/// the vault in the background.
final class SpoolSink implements LogSink, AutoCloseable {
    private final Site site;
    private final Component<?> component;
    private final LogCapture how;
    private final WriteRule rule;
    private final boolean shipFirst;
    private final boolean heldBack;
    private final CaptureFiles files;
    private final CaptureDoor door;
    private final Consumer<CaptureNews> listener;
    private final Thread shipper;
    private volatile LogSpool spool;
    private volatile Optional<LogPosition> flushed = Optional.empty();
    private volatile Optional<LogPosition> inVault = Optional.empty();
    private boolean broken;
    private boolean taken;
    private boolean waits;
    private boolean waitsKept;

    private SpoolSink(
            Site site,
            Component<?> component,
            LogCapture how,
            LogSpool spool,
            CaptureFiles files,
            CaptureDoor door,
            Consumer<CaptureNews> listener) {
        this.site = site;
        this.component = component;
        this.how = how;
        this.spool = spool;
        VaultPlace place =
                Objects.requireNonNull(
                        site.strategy().vaults().get(site.vaults().protecting(component)));
        Shipments shipments = Shipments.of(component, how, place);
        this.shipFirst = Shipments.needsVault(component, how);
        this.heldBack = shipments.heldBack();
        this.rule = rule(site, component, how, shipFirst);
        this.files = files;
        this.door = door;
        this.listener = listener;
        this.waits = files.commitsWait();
        this.waitsKept = waits;
        this.shipper =
                Thread.ofPlatform().name("ship-log").unstarted(() -> ship(shipments.interval()));
    }

    static SpoolSink open(
            Site site,
            Component<?> component,
            LogCapture how,
            CaptureFiles files,
            CaptureDoor door,
            Consumer<CaptureNews> listener)
            throws InterruptedException {
        SpoolSink sink =
                new SpoolSink(
                        site, component, how, spool(site, component, how), files, door, listener);
        sink.shipper.start();
        return sink;
    }

    private static LogSpool spool(Site site, Component<?> component, LogCapture how)
            throws InterruptedException {
        VaultId id = site.vaults().protecting(component);
        return LogSpool.open(
                site.vaults().in(id, how.captureFrom()),
                site.vaults().keys(id).source(component.id()),
                site.state().spool(component.id()),
                Epoch.FIRST);
    }

    /// Makes the spool usable again after an error of its disk, which closed it. What was taken and
    /// never acknowledged is cut; the source sends it again.
    void ready() throws InterruptedException {
        if (broken) {
            spool.close();
            spool = spool(site, component, how);
            broken = false;
        }
    }

    /// Which copies have to take what the spool then lets go of. For level `region` one outside of
    /// the source's region, best the receiver's own: a copy in the source's region would be lost
    /// with it, and the spool was all there was.
    private static WriteRule rule(
            Site site, Component<?> component, LogCapture how, boolean shipFirst) {
        if (how.durability() != Durability.REGION) {
            return WriteRule.ANY;
        }
        List<RegionId> outside =
                site.vaults().regions(site.vaults().protecting(component)).stream()
                        .filter(region -> component.region().filter(region::equals).isEmpty())
                        .toList();
        if (outside.isEmpty() && shipFirst) {
            throw OperationErrors.NO_HOME.error(
                    "durability region of "
                            + component.id()
                            + " needs a vault copy outside of its region",
                    "add a copy in another region under vaults:");
        }
        return outside.stream()
                .filter(how.captureFrom()::equals)
                .findFirst()
                .or(() -> outside.stream().findFirst())
                .map(WriteRule::requiring)
                .orElse(WriteRule.ANY);
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
            // noted first: what is flushed meanwhile may not go along
            Optional<LogPosition> end = flushed;
            spool.ship(rule);
            inVault = end;
            listener.accept(new CaptureNews.Shipped());
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
        kept(() -> {
            spool.append(at, bytes, arrival);
            return at;
        });
    }

    @Override
    public void gap(String why) {
        listener.accept(new CaptureNews.Gap(why));
    }

    @Override
    public void history(String name, byte[] content) {
        kept(() -> {
            spool.history(name, content);
            return name;
        });
    }

    /// The door is looked at last: once a recovery closed it, nothing is acknowledged any more.
    @Override
    public Optional<LogPosition> flush() {
        keepWaits();
        if (!taken && spool.resumeAt().isEmpty()) {
            return Optional.empty();
        }
        Optional<LogPosition> end = kept(this::durable);
        if (!door.isOpen()) {
            throw OperationErrors.CAPTURE_CLOSED.error(
                    "log capture was closed while it ran", "see: muster status");
        }
        end.ifPresent(it -> listener.accept(new CaptureNews.Captured(it, site.timing().instant())));
        return end;
    }

    /// Where no commit waits, a request for each flush would cost money for nothing: the source is
    /// told with the next shipment, and keeps its log until then.
    private Optional<LogPosition> durable() {
        LogPosition end = spool.flush();
        flushed = Optional.of(end);
        if (heldBack) {
            return inVault;
        }
        if (shipFirst) {
            spool.ship(rule);
        }
        return flushed;
    }

    private <T> T kept(Supplier<T> write) {
        boolean done = false;
        try {
            T result = write.get();
            done = true;
            return result;
        } finally {
            broken |= !done;
        }
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
