package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.drill.client.Answer;
import dev.muster.drill.client.AnswerLog;
import dev.muster.drill.client.Ledger;
import dev.muster.drill.client.LedgerEntry;
import dev.muster.drill.fault.LocalRegion;
import dev.muster.drill.measure.StoredOrder;
import dev.muster.model.Secret;
import dev.muster.model.Timing;
import dev.muster.posix.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/// One demo's world, from the empty folder to the last process.
///
/// The parts are started one by one, in this order: [#startNorth], [#openFrontDoor],
/// [#startClient]. Everything runs outside of this JVM and is recorded below the folder before it
/// can be lost, so that whatever becomes of this JVM, the next demo removes it. One thread at a
/// time, but for [#close].
public final class DemoWorld implements AutoCloseable {
    /// How many orders are there from the beginning.
    public static final int ORDERS = Schema.ORDERS;

    private final DemoHome.Place place;
    private final DemoPorts ports;
    private final DemoLayout layout;
    private final DemoPrograms programs;
    private final Timing timing;
    private final Gate gate = new Gate();
    private final North north;
    private final MusterProcess muster;
    private final MusterProcess musterOfWayBack;
    private final Outside outside;
    private boolean closed;

    private DemoWorld(
            DemoHome.Place place,
            DemoPorts ports,
            DemoNames names,
            DemoPrograms programs,
            Timing timing) {
        this.place = place;
        this.ports = ports;
        this.layout = DemoLayout.of(place.folder(), names, ports);
        this.programs = programs;
        this.timing = timing;
        this.north = new North(layout, programs, gate, timing);
        this.muster = new MusterProcess(layout.seat(), gate, timing);
        this.musterOfWayBack = new MusterProcess(layout.seatOfWayBack(), gate, timing);
        this.outside = new Outside(layout, programs, gate, timing);
    }

    /// Removes what killed demos left behind, makes a folder, and writes the strategy and the
    /// secrets into it. Nothing runs yet.
    public static DemoWorld create(
            DemoHome home,
            DemoNames names,
            DemoPrograms programs,
            RandomGenerator random,
            Timing timing)
            throws InterruptedException {
        try {
            DemoHome.Place place = home.settle(random, timing);
            DemoPorts ports = DemoPorts.claim(home.root(), random);
            DemoWorld world = new DemoWorld(place, ports, names, programs, timing);
            world.furnish();
            return world;
        } catch (IOException e) {
            throw unusable(home.root(), e);
        }
    }

    private void furnish() throws IOException {
        for (Path each : List.of(layout.north(), layout.south(), layout.outside())) {
            Files.createDirectory(each, DemoFiles.OWNER_ONLY);
        }
        Files.createDirectory(layout.results());
        Secret application = DemoFiles.freshSecret();
        DemoFiles.writeSecret(layout.applicationPassword(layout.north()), application);
        DemoFiles.writeSecret(layout.applicationPassword(layout.south()), application);
        DemoFiles.writeSecret(layout.seat().password(), DemoFiles.freshSecret());
        DemoFiles.writeSecret(layout.frontToken(), DemoFiles.freshSecret());
        Files.writeString(layout.seat().strategy(), DemoStrategy.there(layout, programs).text());
    }

    /// Closes the world when this JVM ends in any way but a kill, such as by Ctrl-C.
    public void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-close"));
    }

    public DemoLayout layout() {
        return layout;
    }

    /// Starts PostgreSQL in the northern region, fills it, and starts the shop there.
    public Postgres startNorth() throws InterruptedException {
        Postgres database = startDatabase();
        startApplication();
        return database;
    }

    /// The first half of [#startNorth], for who starts the application otherwise.
    public Postgres startDatabase() throws InterruptedException {
        try {
            return north.startDatabase();
        } catch (IOException e) {
            throw unusable(layout.folder(), e);
        }
    }

    public void startApplication() throws InterruptedException {
        north.startApplication();
    }

    /// Opens the front door and sends clients to the northern region.
    public void openFrontDoor() throws InterruptedException {
        outside.openFrontDoor();
    }

    /// Starts Muster's daemon in the southern region.
    public void startMuster(List<String> command) throws InterruptedException {
        muster.start(command);
    }

    /// The northern region is there again, as a place with nothing of the system in it: what people
    /// carry there is Muster's keys, the passwords, and the strategy as the system runs now. Muster
    /// in the south ends.
    public void northReturns() throws InterruptedException {
        muster.stop();
        try {
            new WayBack(layout, programs).furnish();
        } catch (IOException e) {
            throw unusable(layout.folder(), e);
        }
    }

    /// Starts Muster's daemon in the northern region.
    public void startMusterInNorth(List<String> command) throws InterruptedException {
        musterOfWayBack.start(command);
    }

    /// Starts the PostgreSQL whose folder was restored in the northern region, and waits until it
    /// has replayed all that the one in the south had written by then.
    public void startStandby() throws InterruptedException {
        north.startStandby();
    }

    /// Starts the outside client. It stops only when the world is closed.
    public void startClient(DemoLoad load) throws InterruptedException {
        outside.startClient(load);
    }

    /// Stops the outside client, so that its books are complete.
    public void stopClient() throws InterruptedException {
        outside.stopClient();
    }

    /// The northern region, to be lost or frozen.
    public LocalRegion northernRegion() {
        return new LocalRegion(
                layout.north(),
                List.of(layout.databaseNorth().port(), layout.applicationNorth().port()));
    }

    /// The client's own book of orders, as it stands now.
    public List<LedgerEntry> ledger() {
        return Ledger.read(layout.ledger());
    }

    /// Every answer that the client got until now.
    public List<Answer> answers() {
        return AnswerLog.read(layout.answers());
    }

    /// The client's orders as the shop tells them to the public.
    public List<StoredOrder> orders() throws InterruptedException {
        return new ShopOrders(layout.publicAddress()).from(Schema.FIRST_FREE_NUMBER);
    }

    /// Ends every process and leaves the folder with what people may want to read: the strategy,
    /// the results, the client's books and the southern vault. Big data folders go.
    public void finish() throws InterruptedException {
        stopAll();
        try {
            for (Path big : north.bulk()) {
                FileTree.delete(big);
            }
            FileTree.delete(layout.databaseFolderSouth());
            place.finish();
        } catch (IOException e) {
            throw unusable(layout.folder(), e);
        }
        unlock();
    }

    /// Ends every process and removes the folder, unless [#finish] was called. For the end and for
    /// Ctrl-C alike; a second call does nothing.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            synchronized (this) {
                if (!closed) {
                    stopAll();
                    FileTree.delete(layout.folder());
                    unlock();
                }
            }
        } catch (IOException e) {
            throw unusable(layout.folder(), e);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll() throws InterruptedException {
        gate.shut();
        north.close();
        try {
            DemoProcesses.killAll(layout.folder(), timing);
        } catch (IOException e) {
            throw unusable(layout.folder(), e);
        }
    }

    private synchronized void unlock() {
        closed = true;
        ports.close();
        place.close();
    }

    private static RuntimeException unusable(Path folder, IOException e) {
        return DemoErrors.FOLDER.error(
                "cannot use " + folder + ": " + e.getMessage(), "df -h " + folder, e);
    }
}
