package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A region is lost while nobody looks, and its database comes back with a password that is sealed
/// in the vault.
@Timeout(600)
class SealedRecoveryIT {
    @TempDir Path temp;

    @Test
    void aRecoveryThatStartsByItselfOpensSealedSecretsWithTheKeyThatTheDaemonHolds()
            throws Exception {
        Path folder = temp.toRealPath();
        HttpServer shop =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        shop.start();
        try (TwoRegions regions = TwoRegions.start(folder)) {
            regions.edit(text -> byItself(text, shop.getAddress().getPort()));
            HomeOf ann =
                    new HomeOf("ann", folder, folder)
                            .with("MUSTER_HOME", folder.resolve("state").toString())
                            .with("XDG_CONFIG_HOME", folder.resolve("config").toString());
            ann.type("vault init").done();
            assertThat(ann.type("check").out())
                    .contains("MUS-1207", "${vault:DB_PASSWORD} of", "serve --key secrets.key");
            Path pocket = Files.createDirectories(folder.resolve("pocket"));
            Path keys = folder.resolve("config/muster/keys/counted/main");
            Files.move(keys.resolve("secrets.key"), pocket.resolve("secrets.key"));
            Files.move(keys.resolve("recovery.key"), pocket.resolve("recovery.key"));

            MusterChild keyless = MusterChild.start(folder, "serve");
            keyless.awaitWords("sealed secret DB_PASSWORD stays closed");
            assertThat(keyless.err()).contains("muster vault secrets put DB_PASSWORD");
            ann.type("vault secrets put DB_PASSWORD --from-file password").done();
            keyless.kill();
            keyless = MusterChild.start(folder, "serve");
            keyless.awaitWords("DB_PASSWORD stays closed: MUS-2013");
            keyless.kill();

            String key = pocket.resolve("secrets.key").toString();
            MusterChild serve = MusterChild.start(folder, "serve", "--key", key);
            serve.awaitWords("sealed secrets that can be opened: DB_PASSWORD");
            serve.awaitWords("commits wait for the capture");
            serve.awaitWords("probe db-down answers");
            serve.awaitWords("new in the vault");
            regions.run("insert into numbers values (7)");
            // nothing of it is needed from files any more
            Files.delete(pocket.resolve("secrets.key"));
            Files.delete(regions.password());
            Files.writeString(regions.strategyFile(), "lost: too\n");
            regions.loseNorth();
            shop.stop(0);

            serve.awaitWords("run north-lost-1 succeeded");
            assertThat(serve.isAlive()).as(serve.words()).isTrue();
            assertThat(serve.words())
                    .contains("run north-lost-1 succeeded", "fence proved")
                    .doesNotContain(TwoRegions.PASSWORD, "stay closed");
            assertThat(regions.recoveredNumbers()).containsKey(7L);
            serve.kill();
        } finally {
            shop.stop(0);
        }
    }

    private static String byItself(String text, int port) {
        return text.replace(
                                "      method: restore",
                                "      method: restore\n      password: \"${vault:DB_PASSWORD}\"")
                        .replace(
                                "recover-in: [ south ] }",
                                "recover-in: [ south ],"
                                        + " trigger: { when: [ db-down ], for: 1s, then: start } }")
                + "probes: { db-down: { http: \"http://127.0.0.1:"
                + port
                + "/\", every: 200ms, timeout: 1s, from: [ south ] } }\n";
    }
}
