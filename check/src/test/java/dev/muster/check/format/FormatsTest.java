package dev.muster.check.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.check.Checker;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding.Severity;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.testing.Shop;
import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.StrategyErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class FormatsTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/muster/check/format").toAbsolutePath();

    /// An error, a warning and a hint.
    private static final String WEAK =
            Shop.replace(
                    Shop.replace(
                            Shop.with("synchronous: true", "synchronous: false")
                                    .replace("ship: stream", "ship: every 1m"),
                            "    owner: you\n    depends-on: [ shop ]",
                            "    depends-on: [ shop ]"),
                    "scenarios:\n",
                    "  jobs:\n    kind: service\n    tier: standard\n    region: south\n"
                            + "    owner: you\n    command: [ jobs ]\nscenarios:\n");

    private static List<Notice> findings() {
        Reading.Accepted accepted = Shop.read(WEAK).orThrow();
        return Checker.check(accepted.strategy(), Facts.NONE).stream()
                .map(finding -> Notice.of(finding, accepted.places()))
                .toList();
    }

    /// `-Dmuster.publish=true` writes the approved files anew.
    private static void approved(String name, String text) throws IOException {
        if (Boolean.getBoolean("muster.publish")) {
            Files.writeString(GOLDEN.resolve(name), text);
        }
        assertThat(GOLDEN.resolve(name)).hasContent(text);
    }

    @Test
    void sarifIsAsApproved() throws IOException {
        approved("findings.sarif", NoticesAsSarif.of(findings()));
    }

    @Test
    void junitIsAsApproved() throws IOException {
        approved("findings.junit.xml", NoticesAsJunit.of(findings()));
    }

    @Test
    void junitStaysXmlWhateverTheMessage() throws Exception {
        Notice hostile =
                new Notice(
                        StrategyErrors.SYNTAX,
                        Severity.ERROR,
                        new Place("a<b>&\".yaml", 1, 1),
                        List.of(),
                        "]]> <script>\u0001\uFFFF\"'&",
                        "\u0000");
        String xml = NoticesAsJunit.of(List.of(hostile));
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void problemsOfARefusedStrategyAreShownInTheSameWay() {
        List<Notice> problems =
                Shop.problems(Shop.with("kind: door", "kind: dor")).stream()
                        .map(Notice::of)
                        .toList();
        assertThat(NoticesAsSarif.of(problems)).contains("\"ruleId\" : \"MUS-1021\"");
        assertThat(NoticesAsJunit.of(problems)).contains("failures=\"1\"", "did you mean 'door'?");
    }

    @Test
    void nothingFoundIsOnePassedTest() {
        assertThat(NoticesAsJunit.of(List.of()))
                .contains("tests=\"1\" failures=\"0\"", "nothing was found");
    }
}
