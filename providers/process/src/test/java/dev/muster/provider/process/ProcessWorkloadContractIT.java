package dev.muster.provider.process;

import dev.muster.kind.Port;
import dev.muster.model.Address;
import dev.muster.provider.Target;
import dev.muster.provider.Workload;
import dev.muster.provider.process.kind.Health;
import dev.muster.provider.process.kind.ProcessSettings;
import dev.muster.testkit.WorkloadContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ProcessWorkloadContractIT extends WorkloadContract<ProcessSettings> {
    @TempDir Path state;
    private int port;
    private ProcessWorkload workload;

    @BeforeEach
    void openState() throws IOException {
        port = StallFixture.freePort();
        workload = new ProcessWorkload(state);
    }

    @AfterEach
    void leaveNothing() {
        StallFixture.kill(port);
    }

    @Override
    protected Workload<ProcessSettings> workload() {
        return workload;
    }

    @Override
    protected Target<ProcessSettings> target() {
        return StallFixture.target(
                StallFixture.settings(
                        StallFixture.stall("200"), port, Optional.of(StallFixture.HEALTH)));
    }

    @Override
    protected Target<ProcessSettings> unhealthy() {
        return StallFixture.target(
                StallFixture.settings(
                        StallFixture.stall("never"),
                        port,
                        Optional.of(
                                new Health(
                                        Optional.of("/ready"),
                                        false,
                                        Duration.ofMillis(100),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(3)))));
    }

    @Override
    protected Optional<String> ask(Address address) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + "/ready")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException refused) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected boolean isRunning(Target<ProcessSettings> target) {
        int number = target.settings().port().map(Port::number).orElseThrow();
        return !StallFixture.running(number).isEmpty();
    }

    @Override
    protected void kill(Target<ProcessSettings> target) {
        StallFixture.kill(target.settings().port().map(Port::number).orElseThrow());
    }
}
