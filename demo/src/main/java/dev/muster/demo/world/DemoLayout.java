package dev.muster.demo.world;

import dev.muster.model.Address;
import java.net.URI;
import java.nio.file.Path;

/// Where everything of one demo is. Muster stands in the southern region.
///
/// @param folder everything is below it
/// @param front where clients come in
public record DemoLayout(
        Path folder,
        DemoNames names,
        Address front,
        Address frontControl,
        Address databaseNorth,
        Address databaseSouth,
        Address applicationNorth,
        Address applicationSouth) {

    static DemoLayout of(Path folder, DemoNames names, DemoPorts ports) {
        return new DemoLayout(
                folder,
                names,
                local(ports.front()),
                local(ports.frontControl()),
                local(ports.databaseNorth()),
                local(ports.databaseSouth()),
                local(ports.applicationNorth()),
                local(ports.applicationSouth()));
    }

    private static Address local(int port) {
        return new Address("127.0.0.1", port);
    }

    /// What clients know.
    public URI publicAddress() {
        return URI.create("http://" + front);
    }

    public Path north() {
        return folder.resolve(names.north().value());
    }

    public Path south() {
        return folder.resolve(names.south().value());
    }

    /// What belongs to no region: the front door and the client.
    public Path outside() {
        return folder.resolve("outside");
    }

    /// Where Muster stands while the system runs in the north.
    public DemoSeat seat() {
        return new DemoSeat(south(), folder.resolve("muster.yaml"));
    }

    /// Where it stands once the system runs in the south.
    public DemoSeat seatOfWayBack() {
        return new DemoSeat(north(), folder.resolve("way-back.yaml"));
    }

    Side northernSide() {
        return new Side(
                names.north(),
                north(),
                north().resolve("vault"),
                databaseFolderNorth().resolve("data"),
                databaseNorth,
                applicationNorth);
    }

    Side southernSide() {
        return new Side(
                names.south(),
                south(),
                south().resolve("vault"),
                databaseFolderSouth(),
                databaseSouth,
                applicationSouth);
    }

    /// The password of the application's role. A real system would have a copy in each region; so
    /// has this one.
    public Path applicationPassword(Path region) {
        return region.resolve("application.password");
    }

    public Path frontToken() {
        return outside().resolve("front-door.token");
    }

    public Path frontState() {
        return outside().resolve("front-door.route");
    }

    /// The client's own book of orders.
    public Path ledger() {
        return outside().resolve("ledger");
    }

    /// The client's own log of answers.
    public Path answers() {
        return outside().resolve("answers");
    }

    /// Where the PostgreSQL in the northern region has its data folder, its log and its supervisor.
    public Path databaseFolderNorth() {
        return north().resolve(names.database().value());
    }

    /// Where the restored data folder comes to be.
    public Path databaseFolderSouth() {
        return south().resolve(names.database().value());
    }

    /// Where documents and the record are put for people.
    public Path results() {
        return folder.resolve("results");
    }
}
