package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder's backups are read on machines that have nothing, or next to nothing.
class BareFilesIT {
    private static final String COMPONENTS =
            """
            components:
              uploads:
                kind: files
                region: north
                owner: you
                path: "%1$s/north/uploads"
                protect: { vault: main, full: "0 * * * *" }
                recover: { in: south, method: restore, into: "%1$s/south/uploads", verify: [ hello.txt ] }
              db:
                kind: postgresql
                region: south
                owner: you
                connection: { host: 127.0.0.1, port: 1, user: muster, password: "${env:NO_SUCH}" }
                protect: { vault: main, full: "0 */6 * * *" }
            scenarios:
              north-lost: { lose: { region: north }, recover-in: [ south ] }
            """;

    @TempDir Path temp;
    private Path folder;
    private Path work;
    private Path pocket;
    private HomeOf ann;

    @BeforeEach
    void backUp() throws IOException {
        folder = temp.toRealPath();
        work = Files.createDirectories(folder.resolve("work"));
        Path uploads = Files.createDirectories(folder.resolve("north/uploads/pictures"));
        Files.writeString(uploads.resolveSibling("hello.txt"), "hello\n");
        Files.writeString(uploads.resolve("one"), "picture\n".repeat(100_000));
        NorthAndSouth.write(folder, work, COMPONENTS);
        ann = new HomeOf("ann", folder.resolve("home"), work).with("NO_SUCH", "x");
        ann.type("vault init").done();
        ann.type("vault strategy sign").done();
        ann.type("backup uploads").done();
        pocket = Files.createDirectories(folder.resolve("pocket"));
        Path keys = ann.keys("shop", "main");
        Files.copy(
                keys.resolve("recovery.key"),
                pocket.resolve("recovery.key"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void theAddressAndTheRecoveryKeyBringAFolderBack() throws IOException {
        Path home = loseNorth();
        // the copy that is left lies elsewhere here, as a disk that was carried over
        Path disk = folder.resolve("disk");
        Files.move(folder.resolve("south/vault"), disk);
        HomeOf bob = new HomeOf("bob", home, folder.resolve("desk"));
        String from = " --from-vault file://" + disk + " --key " + pocket + "/recovery.key";

        assertThat(bob.type("points uploads --output json" + from).json()).contains("-uploads-1-1");
        assertThat(bob.type("files list uploads" + from).done().out())
                .contains("hello.txt", "pictures");
        bob.type("files get uploads hello.txt --into got" + from).done();
        assertThat(folder.resolve("desk/got/hello.txt")).hasContent("hello\n");
        assertThat(bob.type("restore uploads --verify-only" + from).done().out())
                .contains("is whole");
        bob.type("restore uploads --into back --output json" + from).json();
        assertThat(folder.resolve("desk/back/pictures/one")).isRegularFile();
        assertThat(bob.type("points uploads --from-vault file://" + disk).err())
                .contains("--key recovery.key");
        assertThat(bob.type("points uploads").err()).contains("no muster.yaml");

        Files.move(disk, folder.resolve("south/vault"));
        String again =
                " --from-vault file://" + folder + "/south/vault --key " + pocket + "/recovery.key";
        // the secret of another component, which this recovery does not touch, is not asked for
        assertThat(bob.type("recover north-lost --yes --output json" + again).json())
                .contains("\"end\" : \"succeeded\"");
        assertThat(folder.resolve("south/uploads/hello.txt")).hasContent("hello\n");
        assertThat(folder.resolve("south/uploads/pictures/one")).isRegularFile();
    }

    /// @return a home with nothing in it
    private Path loseNorth() throws IOException {
        Files.move(folder.resolve("north"), folder.resolve("lost-north"));
        Files.move(folder.resolve("home"), folder.resolve("lost-home"));
        Files.delete(work.resolve("muster.yaml"));
        return Files.createDirectories(folder.resolve("bare"));
    }

    @Test
    void aDrillReadsWithItsOwnKeyAndNeverWithTheArchives() throws IOException {
        String older = point();
        ann.type("vault keys add drill weekly --source uploads").done();
        ann.type("backup uploads").done();
        Path key = ann.keys("shop", "main").resolve("drill-weekly.key");

        // the archive's key is here too, and is not used
        assertThat(ann.type("files list " + older).done().out()).contains("hello.txt");
        assertThat(ann.type("files list " + older + " --drill weekly").err()).contains("MUS-2004");
        assertThat(ann.type("restore uploads --verify-only --drill weekly").done().out())
                .contains("is whole");

        // and a machine that has nothing but the drill's
        HomeOf carl = new HomeOf("carl", folder.resolve("carls"), work);
        assertThat(carl.type("restore uploads --verify-only --drill weekly").err())
                .contains("MUS-2013", "drill-weekly.key");
        String drill = " --drill weekly --key " + key;
        assertThat(carl.type("points uploads" + drill).done().out()).contains("-uploads-1-2");
        carl.type("restore uploads --into tried" + drill).done();
        assertThat(work.resolve("tried/hello.txt")).hasContent("hello\n");
        assertThat(carl.type("restore db --verify-only" + drill).status()).isNotZero();
        assertThat(carl.type("restore uploads --verify-only --key " + key).err())
                .contains("there is no key file");
    }

    private String point() {
        Matcher id =
                Pattern.compile("\\S+-uploads-1-1")
                        .matcher(ann.type("points uploads").done().out());
        assertThat(id.find()).isTrue();
        return id.group();
    }
}
