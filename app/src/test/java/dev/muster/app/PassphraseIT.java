package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A passphrase is typed on a real terminal, made by `script` of util-linux.
@Timeout(300)
class PassphraseIT {
    private static final String PHRASE = "correct horse battery staple";

    @TempDir Path temp;

    @Test
    void aPassphraseIsAskedTwiceForANewSlotAndOnceToOpenItAndNeverShown() throws Exception {
        Path folder = temp.toRealPath();
        Files.createDirectories(folder.resolve("here"));
        Files.writeString(
                folder.resolve("muster.yaml"),
                """
                strategy: shop
                regions: { here: { provider: local, folder: "%1$s/here" } }
                vaults: { main: { url: "file://%1$s/here/vault", region: here } }
                components: { docs: { kind: files, path: /srv/docs, region: here } }
                """
                        .formatted(folder));
        HomeOf ann = new HomeOf("ann", folder, folder);
        ann.type("vault init").done();

        String[] add = {"vault", "keys", "add", "recovery", "--slot", "ops"};
        assertThat(typed(folder, add, PHRASE, PHRASE + " not"))
                .contains("Passphrase of slot recovery/ops:", "Once more:", "differ", "status 2");
        assertThat(typed(folder, add, PHRASE, PHRASE)).contains("holds key", "status 0");
        Files.delete(ann.keys("shop", "main").resolve("recovery.key"));
        Files.delete(ann.keys("shop", "main").resolve("archive.key"));
        String[] list = {"vault", "keys", "list", "--unlock", "recovery/ops"};
        assertThat(typed(folder, list, "incorrect " + PHRASE)).contains("MUS-2050", "status 2");
        assertThat(typed(folder, list, PHRASE))
                .contains("Passphrase of recovery/ops:", "passphrase", "status 0")
                .doesNotContain("No key file here opens");
    }

    /// Types each answer once it is asked for.
    private static String typed(Path folder, String[] words, String... answers) throws Exception {
        // the launcher: it tells the program which of its streams are a terminal
        Path launcher = Path.of("..", "muster").toAbsolutePath().normalize();
        String command = launcher + " " + String.join(" ", words) + "; echo status $?";
        ProcessBuilder builder =
                new ProcessBuilder(List.of("script", "--quiet", "--command", command, "/dev/null"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("MUSTER_DIST", distribution().toString());
        builder.environment().put("MUSTER_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MUSTER_HOME");
        builder.environment().keySet().removeIf(it -> it.startsWith("XDG_"));
        Process process = builder.start();
        StringBuilder shown = new StringBuilder();
        try (InputStream out = process.getInputStream();
                OutputStream in = process.getOutputStream()) {
            for (String answer : answers) {
                int before = shown.length();
                await(out, shown, before, ": ");
                in.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
            await(out, shown, shown.length(), "status ");
            await(out, shown, shown.length(), "\n");
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shown.toString()).doesNotContain("horse");
        return shown.toString();
    }

    private static Path distribution() {
        Path classes =
                Path.of(
                        PassphraseIT.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath());
        return classes.resolveSibling("dist");
    }

    private static void await(InputStream out, StringBuilder shown, int from, String wanted)
            throws IOException {
        while (shown.indexOf(wanted, from) < 0) {
            int next = out.read();
            assertThat(next).as("'%s' was never shown after:%n%s", wanted, shown).isNotNegative();
            shown.append((char) next);
        }
    }
}
