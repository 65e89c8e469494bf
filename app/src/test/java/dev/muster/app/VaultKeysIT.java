package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultKeysIT {
    @TempDir Path folder;
    private HomeOf ann;
    private Path work;

    @BeforeEach
    void makeVault() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        NorthAndSouth.write(
                folder,
                work,
                """
                components:
                  db:
                    kind: postgresql
                    region: north
                    owner: you
                    connection: { host: 127.0.0.1, port: 1, user: muster, password: "${env:NO_SUCH}" }
                    protect: { vault: main, full: "0 */6 * * *" }
                """);
        ann = new HomeOf("ann", folder.resolve("home"), work);
        ann.type("vault init").done();
    }

    @Test
    void keysAreListedAddedRotatedAndRemoved() throws IOException {
        Files.writeString(work.resolve("phrase"), "correct horse battery\n");
        Files.writeString(work.resolve("wrong"), "incorrect horse battery\n");
        assertThat(ann.type("vault keys list --output json").json())
                .contains("\"role\" : \"archive\"", "\"state\" : \"current\"");
        ann.type("vault keys add recovery --slot ops --passphrase-file phrase --output" + " json")
                .json();
        assertThat(ann.type("vault keys add recovery --slot safe --with-file").done().out())
                .contains("unlock-recovery-safe.key");
        assertThat(ann.type("vault keys add drill weekly --source db --output json").json())
                .contains("drill-weekly.key");
        assertThat(ann.type("vault keys rotate archive --exposed --output json").json())
                .contains("recovery.key", "The thief can read the 0 recovery points");
        assertThat(ann.type("vault keys rotate source db").done().out()).contains("source-db.key");
        assertThat(ann.type("vault keys list").done().out())
                .contains("exposed", "older", "recovery/ops", "passphrase", "ann", "weekly");

        // somebody with nothing but the strategy and the passphrase
        HomeOf bob = new HomeOf("bob", folder.resolve("bobs"), work);
        assertThat(bob.type("vault keys list --unlock recovery/ops --passphrase-file wrong").err())
                .contains("MUS-2050", "does not open slot recovery/ops");
        assertThat(
                        bob.type("vault keys list --unlock recovery/ops --passphrase-file phrase")
                                .done()
                                .out())
                .doesNotContain("No key file here opens");
        assertThat(bob.type("vault keys list").done().out()).contains("No key file here opens");
        assertThat(bob.type("vault keys remove recovery/ops --yes").err())
                .contains("MUS-2013", "owner.key");

        ann.type("vault keys remove recovery/ops --yes --output json").json();
        for (String file : new String[] {"recovery.key", "archive.key"}) {
            Files.delete(ann.keys("shop", "main").resolve(file));
        }
        var last = ann.type("vault keys remove recovery/safe --yes");
        assertThat(last.status()).isEqualTo(2);
        assertThat(last.err()).contains("MUS-2051", "--slot NAME");
        assertThat(ann.type("vault keys remove archive/1 --yes").err()).contains("MUS-2050");
    }

    @Test
    void theKitTellsHowToStartFromNothing() throws IOException {
        assertThat(ann.type("vault kit --output json").json())
                .contains("--from-vault", "/south/vault", "no strategy that the owner signed");
        ann.type("vault strategy sign").done();
        ann.type("vault kit --to kit").done();
        assertThat(Files.readString(work.resolve("kit/recovery-kit-main.md")))
                .contains("muster vault strategy get --from-vault", "owner", "recovery.key")
                .doesNotContain("-private", "no strategy that the owner signed");
        assertThat(Files.readString(work.resolve("kit/recovery-kit-main.html"))).contains("<html");
    }

    @Test
    void anOlderVaultIsToldOf() throws IOException {
        ann.type("vault info").done();
        Path keys = ann.keys("shop", "main");
        Files.writeString(
                keys.resolve("seen"),
                "0000000001-0000000007 backups of db\n",
                java.nio.charset.StandardCharsets.UTF_8);
        for (String command : new String[] {"vault info", "vault keys list", "vault kit"}) {
            assertThat(ann.type(command).done().err())
                    .contains("MUS-2056", "0000000001-0000000007 was seen, none is there");
        }
    }

    @Test
    void wrongWordsAreToldWhatToType() {
        assertThat(ann.type("vault keys add owner").err()).contains("--slot NAME");
        assertThat(ann.type("vault keys add drill weekly").err()).contains("--source COMPONENT");
        assertThat(ann.type("vault keys add drill weekly --source nope").err()).contains("[db]");
        assertThat(ann.type("vault keys rotate drill").err()).contains("archive, secrets");
        assertThat(ann.type("vault keys remove abc").err()).contains("fingerprint");
        assertThat(ann.type("vault keys list --vault other").err()).contains("--vault main");
        assertThat(ann.type("vault keys add recovery --slot ops").err())
                .contains("--passphrase-file FILE");
        assertThat(ann.type("vault keys list --unlock ops").err()).contains("ROLE/SLOT");
    }
}
