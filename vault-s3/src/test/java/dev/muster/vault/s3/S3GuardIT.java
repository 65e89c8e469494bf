package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.vault.s3.BadLine.Answer;
import dev.muster.vault.s3.BadLine.Pass;
import dev.muster.vault.store.Guard;
import dev.muster.vault.store.Guard.Ban;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3GuardIT {
    private static S3Server server;
    private BadLine line;
    private S3Store store;

    @BeforeAll
    static void start() {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        line = new BadLine(server.port());
        store = Stores.at(S3Server.url("guard", line.port()));
    }

    @AfterEach
    void disconnect() throws IOException {
        line.close();
    }

    @Test
    void storageWithoutAPolicyEnforcesNothing() {
        assertThat(store.guard()).isEqualTo(Guard.NONE);
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void aPolicyShowsByWhatItRefuses() {
        Answer denied = new Answer(403, "AccessDenied");
        line.rule(request ->
                request.method().equals("DELETE")
                                || (request.method().equals("PUT") && line.count("PUT") % 2 == 0)
                        ? denied
                        : new Pass());
        assertThat(store.guard()).isEqualTo(new Guard(Ban.REFUSED, Ban.REFUSED, Ban.POSSIBLE));
        // what could not be deleted is used by the next probe
        assertThat(store.guard()).isEqualTo(new Guard(Ban.REFUSED, Ban.REFUSED, Ban.POSSIBLE));
        assertThat(store.list("")).hasSize(1);
    }
}
