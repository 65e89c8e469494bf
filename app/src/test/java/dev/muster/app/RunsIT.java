package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.docs.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people and scripts see of runs, on the machine that drove them and on others.
class RunsIT {
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
            scenarios:
              north-lost: { lose: { region: north }, recover-in: [ south ] }
            """;

    @TempDir Path temp;
    private Path folder;
    private HomeOf ann;

    @BeforeEach
    void recover() throws IOException {
        folder = temp.toRealPath();
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.createDirectories(folder.resolve("north/uploads"));
        Files.writeString(folder.resolve("north/uploads/hello.txt"), "hello\n");
        NorthAndSouth.write(folder, work, COMPONENTS);
        ann = new HomeOf("ann", folder.resolve("home"), work);
        ann.type("vault init").done();
        ann.type("backup").done();
        assertThat(ann.type("run list").done().out()).contains("There is no run.");
        assertThat(ann.type("run watch").err()).contains("MUS-3106");
        ann.type("recover north-lost --yes").done();
    }

    @Test
    void aRunIsSeenWhereItWasDrivenAndWhereOnlyTheVaultIsLeft() throws IOException {
        seen();
        assertThat(ann.type("run show north-lots-1").err()).contains("MUS-3106", "north-lost-1");
        assertThat(ann.type("run show ..").err()).contains("MUS-3106");

        // the journal is gone: the vault still tells all of it
        Files.move(folder.resolve("home/.local"), folder.resolve("lost-state"));
        seen();

        Files.move(folder.resolve("north"), folder.resolve("lost-north"));
        assertThat(ann.type("run list --output json").json())
                .contains("\"region\" : \"north\"", "\"run\" : \"north-lost-1\"");
        seen();

        // and without the vault the journal does
        Files.move(folder.resolve("lost-state"), folder.resolve("home/.local"));
        Files.move(folder.resolve("south/vault"), folder.resolve("lost-south"));
        assertThat(ann.type("run list").done().err())
                .contains("runs at home in south are not seen");
        seen();
    }

    private void seen() throws IOException {
        assertThat(ann.type("run list --output json").json())
                .contains("\"run\" : \"north-lost-1\"", "\"state\" : \"succeeded\"");
        assertThat(ann.type("run list --open").done().out()).contains("There is no run.");
        assertThat(ann.type("run show north-lost-1").done().out())
                .contains("succeeded", "by ann: muster recover north-lost", "* restore");
        assertThat(ann.type("run show north-lost-1 --output json").json())
                .contains("\"waitsFor\" : [ ]", "\"state\" : \"done\"");
        assertThat(ann.type("run watch").done().out()).contains("uploads", "* restore");
        List<String> lines = ann.type("run watch --output json").done().out().lines().toList();
        assertThat(lines).hasSize(1);
        assertThat(PublishedSchema.hold(lines.getFirst())).isEqualTo("run-show");
        List<String> events =
                ann.type("run show north-lost-1 --events").done().out().lines().toList();
        assertThat(events).hasSizeGreaterThan(4);
        for (String event : events) {
            assertThat(PublishedSchema.hold(event)).isEqualTo("run-event");
        }
    }
}
