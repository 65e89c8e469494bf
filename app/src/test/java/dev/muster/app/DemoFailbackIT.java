package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.docs.PublishedSchema;
import dev.muster.drill.client.Ledger;
import dev.muster.drill.client.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `muster demo --failback`, as it is typed.
@Timeout(600)
class DemoFailbackIT {
    private static final Pattern ACKNOWLEDGED = Pattern.compile("\"acknowledged\" : ([0-9]+)");
    private static final Pattern LEDGER = Pattern.compile("\"ledger\" : \"([^\"]+)\"");

    @TempDir Path temporary;

    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.kill(temporary.toRealPath());
    }

    @Test
    void theShopMovesHomeToARegionThatCameBackEmptyAndNoOrderIsLost() throws Exception {
        Path folder = temporary.toRealPath();
        MusterChild demo =
                MusterChild.start(
                        folder,
                        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
                        MusterChild.command(
                                "--no-color", "demo", "--failback", "--output", "json"));
        assertThat(demo.end()).as(demo.words()).isZero();

        String answer = demo.out();
        assertThat(PublishedSchema.hold(answer)).isEqualTo("demo");
        assertThat(answer.split("\"lostCount\" : 0,", -1)).as(demo.words()).hasSize(3);
        assertThat(answer)
                .containsPattern("\"run\" : \"way-back-[0-9]+\"")
                .doesNotContain("\"met\" : false");
        assertThat(demo.err()).contains("north is there again", "out of the vault in north");
        // what the client wrote down is what was looked for, also what came after the recovery
        List<LedgerEntry> ledger = Ledger.read(Path.of(found(LEDGER, answer)));
        long acknowledged = ledger.stream().filter(it -> it.acknowledgedAt().isPresent()).count();
        assertThat(Long.parseLong(found(ACKNOWLEDGED, answer)))
                .isEqualTo(acknowledged)
                .isGreaterThan(500);
        String report = Files.readString(results(answer).resolve("failback/report/report.md"));
        assertThat(report).contains("way-back", "proved").doesNotContain("not promoted");
        assertThat(Leftovers.all(folder)).isEmpty();
    }

    private static Path results(String answer) {
        return Path.of(found(LEDGER, answer)).getParent().resolveSibling("results");
    }

    private static String found(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }
}
