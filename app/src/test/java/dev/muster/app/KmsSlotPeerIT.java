package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.vault.kms.Moto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A key of a (simulated) AWS KMS and the address of a vault are enough to read it.
@Timeout(300)
class KmsSlotPeerIT {
    @TempDir Path temp;

    @Test
    void aBareMachineWithTheRightToUseAKeyOpensTheVault() throws Exception {
        Path folder = temp.toRealPath();
        Path here = Files.createDirectories(folder.resolve("here"));
        Files.writeString(
                folder.resolve("muster.yaml"),
                """
                strategy: shop
                regions: { here: { provider: local, folder: "%1$s" } }
                vaults: { main: { url: "file://%1$s/vault", region: here } }
                components: { docs: { kind: files, path: /srv/docs, region: here } }
                """
                        .formatted(here));
        try (Moto moto = Moto.start(folder)) {
            String key = moto.key("eu-west-3");
            Map<String, String> aws =
                    Map.of(
                            "AWS_ENDPOINT_URL_KMS",
                            moto.endpoint().toString(),
                            "AWS_ACCESS_KEY_ID",
                            "test",
                            "AWS_SECRET_ACCESS_KEY",
                            "test");
            succeeds(folder, aws, "vault", "init");
            succeeds(folder, aws, "vault", "strategy", "sign");
            String[] add = {"vault", "keys", "add", "recovery", "--slot", "cloud", "--kms", key};
            assertThat(succeeds(folder, aws, add).out()).contains("slot recovery/cloud holds key");
            assertThat(succeeds(folder, aws, "vault", "keys", "list").out())
                    .contains("recovery/cloud", "aws-kms", key);

            Path bare = Files.createDirectories(folder.resolve("bare"));
            String[] get = {
                "vault",
                "strategy",
                "get",
                "--from-vault",
                "file://" + here + "/vault",
                "--unlock",
                "recovery/cloud"
            };
            assertThat(succeeds(bare, aws, get).out()).startsWith("strategy: shop");
            MusterChild nobody =
                    MusterChild.start(
                            bare, Map.of("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:1"), get);
            assertThat(nobody.end()).as(nobody.words()).isNotZero();
            assertThat(nobody.err()).containsAnyOf("MUS-2066", "MUS-2065");
        }
    }

    private static MusterChild succeeds(Path folder, Map<String, String> aws, String... words)
            throws Exception {
        MusterChild child = MusterChild.start(folder, aws, words);
        assertThat(child.end()).as(child.words()).isZero();
        return child;
    }
}
