package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All is lost but one copy of the vault, and the recovery key file in somebody's pocket.
class BareMachineIT {
    @TempDir Path temp;

    @Test
    void theAddressOfTheVaultAndTheRecoveryKeyAreEnough() throws Exception {
        Path folder = temp.toRealPath();
        try (TwoRegions regions = TwoRegions.start(folder)) {
            Files.writeString(
                    regions.strategyFile(),
                    Files.readString(regions.strategyFile())
                            .replace(
                                    "      method: restore",
                                    "      method: restore\n"
                                            + "      password: \"${vault:DB_PASSWORD}\""));
            HomeOf ann = new HomeOf("ann", folder.resolve("home"), folder);
            ann.type("vault init").done();
            assertThat(ann.type("recover north-lost --yes").err())
                    .contains("${vault:DB_PASSWORD}", "muster vault secrets put DB_PASSWORD");
            String put =
                    ann.type("vault secrets put DB_PASSWORD --from-file password --output json")
                            .json();
            assertThat(put)
                    .contains("DB_PASSWORD")
                    .doesNotContain(Files.readString(regions.password()));
            // signed once by the controller only, which is not enough to be run from there
            assertThat(ann.type("vault strategy list --output json").json()).contains("[ ]");
            ann.type("vault strategy sign --output json").json();
            ann.type("backup db").done();
            // neither looks at a secret, and no key that opens one is needed
            Path keys = ann.keys("counted", "main");
            Path pocket = Files.createDirectories(folder.resolve("pocket"));
            Files.move(keys.resolve("secrets.key"), pocket.resolve("secrets.key"));
            Files.move(keys.resolve("recovery.key"), pocket.resolve("recovery.key"));
            ann.type("plan north-lost").done();
            assertThat(ann.type("plan north-lost --simulate --output json").json())
                    .contains("\"runs\" : 10000");
            assertThat(ann.type("check --output json").out()).doesNotContain("MUS-1108");

            regions.loseNorth();
            Files.delete(regions.password());
            Files.delete(regions.strategyFile());
            Files.move(
                    folder.resolve("home"),
                    folder.resolve("lost-home"),
                    StandardCopyOption.ATOMIC_MOVE);

            HomeOf bare = new HomeOf("bob", folder.resolve("bare"), folder.resolve("bare/desk"));
            String from = "--from-vault file://" + regions.vault("south");
            assertThat(bare.type("recover north-lost --yes " + from).err())
                    .contains("--key recovery.key");
            assertThat(
                            bare.type(
                                            "recover north-lost --yes "
                                                    + from
                                                    + " --key "
                                                    + pocket.resolve("secrets.key"))
                                    .err())
                    .contains("MUS-2013");
            String key = " --key " + pocket.resolve("recovery.key");
            assertThat(bare.type("vault strategy get " + from + key).done().out())
                    .startsWith("strategy: counted");
            var said =
                    bare.type(
                            "recover north-lost --yes --assume-fenced db --output json "
                                    + from
                                    + key);
            said.json();
            assertThat(said.err()).contains("signed by the owner");
            assertThat(regions.recoveredNumbers()).isEmpty();
            assertThat(said.out() + said.err()).doesNotContain("not so secret");
        }
    }
}
