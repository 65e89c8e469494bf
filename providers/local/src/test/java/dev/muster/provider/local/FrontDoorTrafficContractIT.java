package dev.muster.provider.local;

import com.sun.net.httpserver.HttpServer;
import dev.muster.model.Address;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.provider.local.door.FrontDoor;
import dev.muster.provider.local.kind.FrontDoorSettings;
import dev.muster.testkit.TrafficContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FrontDoorTrafficContractIT extends TrafficContract<FrontDoorSettings> {
    @TempDir Path folder;
    private final FrontDoorTraffic traffic = new FrontDoorTraffic();
    private final Map<Address, HttpServer> backends = new HashMap<>();
    private int port;
    private int control;
    private FrontDoor door;

    @BeforeEach
    void openDoor() throws IOException {
        port = DoorFixture.freePort();
        control = DoorFixture.freePort();
        door =
                new FrontDoor(
                        new Address("127.0.0.1", port),
                        control,
                        folder.resolve("route"),
                        DoorFixture.TOKEN);
    }

    @AfterEach
    void closeDoor() {
        door.close();
        backends.values().forEach(server -> server.stop(0));
    }

    @Override
    protected Traffic<FrontDoorSettings> traffic() {
        return traffic;
    }

    @Override
    protected Target<FrontDoorSettings> home() {
        return DoorFixture.target(DoorFixture.WEST, port, control);
    }

    @Override
    protected Target<FrontDoorSettings> recovery() {
        return DoorFixture.target(DoorFixture.EAST, port, control);
    }

    @Override
    protected Address startBackend(Target<FrontDoorSettings> target) {
        try {
            HttpServer server = DoorFixture.backend();
            backends.put(DoorFixture.address(server), server);
            return DoorFixture.address(server);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected void stopBackend(Address backend) {
        backends.get(backend).stop(0);
    }

    @Override
    protected Optional<Address> ask() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(new Address("127.0.0.1", Integer.parseInt(answer.body())));
        } catch (IOException refused) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
