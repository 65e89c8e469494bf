package dev.muster.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.strategy.testing.Shop;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessengersIT {
    private static final ContactId YOU = new ContactId("you");
    private static final Notice NOTICE =
            new Notice(
                    "shop/backup-missed/orders-db/2026-05-01T10:00:00Z",
                    Notice.State.OPEN,
                    "shop",
                    "backup-missed",
                    "orders-db",
                    Instant.parse("2026-05-01T10:00:00Z"),
                    Instant.parse("2026-05-01T10:15:00Z"),
                    "the backup fails: no\r\nBcc: evil@example.com");

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final GreenMail mail =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpServer web;
    private volatile int status = 204;

    @BeforeEach
    void listen() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    posted.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        web.start();
        mail.start();
    }

    @AfterEach
    void stop() {
        web.stop(0);
        mail.stop();
    }

    private Messengers messengers(String contact, String more) {
        String text =
                Shop.untold(
                                Shop.with(
                                        "  you: { name: You, email: you@example.com }",
                                        "  you: " + contact))
                        + more;
        String host = "http://127.0.0.1:" + web.getAddress().getPort();
        Variables variables =
                (_, name) ->
                        new Variables.Answer.Value(
                                switch (name) {
                                    case "HOOK" -> host + "/hook/s3cret";
                                    case "BEAT" -> host + "/beat/s3cret";
                                    case "NO_URL" -> "s3cret, which is no URL";
                                    default -> "anything";
                                });
        Strategy strategy =
                new StrategyReader(Shop.KINDS)
                        .read(Map.of("muster.yaml", text), variables)
                        .orThrow()
                        .strategy();
        return new Messengers(strategy);
    }

    private String mailServer() {
        return "mail: { host: 127.0.0.1, port: "
                + mail.getSmtp().getPort()
                + ", security: none, from: muster@example.com }\n";
    }

    @Test
    void aWebhookGetsTheNoticeAsJsonWithALineThatChatsShow() throws InterruptedException {
        assertThat(messengers("{ name: You, webhook: '${env:HOOK}' }", "").tell(YOU, NOTICE))
                .isEmpty();

        assertThat(asked).containsExactly("POST /hook/s3cret");
        JsonNode json = JsonMapper.shared().readTree(posted.getFirst());
        assertThat(json.get("schema").asString()).isEqualTo("muster.alert/1");
        assertThat(json.get("state").asString()).isEqualTo("open");
        assertThat(json.get("since").asString()).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(json.get("text").asString())
                .isEqualTo(
                        "[shop] backup-missed orders-db: the backup fails: no Bcc:"
                                + " evil@example.com");
    }

    @Test
    void mailArrivesAndItsHeadersAreOnlyOurs() throws Exception {
        messengers("{ name: You, email: you@example.com }", mailServer()).tell(YOU, NOTICE);

        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).hasSize(1);
        assertThat(received[0].getSubject()).startsWith("[shop] backup-missed orders-db");
        assertThat(received[0].getAllRecipients()).singleElement().hasToString("you@example.com");
        assertThat(received[0].getHeader("Bcc")).isNull();
        assertThat(received[0].getHeader("X-Muster-Alert")).containsExactly(NOTICE.id());
        assertThat(received[0].getContent().toString()).contains("muster status");
    }

    @Test
    void oneWayThatWorksIsEnoughAndTheOtherIsToldOf() throws InterruptedException {
        status = 500;
        List<MusterException> failed =
                messengers(
                                "{ name: You, email: you@example.com, webhook: '${env:HOOK}' }",
                                mailServer())
                        .tell(YOU, NOTICE);

        assertThat(failed)
                .singleElement()
                .satisfies(it -> assertThat(it).hasMessageContaining("status 500"));
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aServerWithoutTheProtectionThatIsAskedForGetsNothing() {
        String protectedServer = mailServer().replace("security: none, ", "");
        Messengers messengers =
                messengers("{ name: You, email: you@example.com }", protectedServer);

        assertThatThrownBy(() -> messengers.tell(YOU, NOTICE))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("STARTTLS");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void anErrorHoldsNothingOfAnAddressButItsHost() {
        status = 404;
        assertThatThrownBy(() ->
                        messengers("{ name: You, webhook: '${env:HOOK}' }", "").tell(YOU, NOTICE))
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() ->
                        messengers("{ name: You, webhook: '${env:NO_URL}' }", "").tell(YOU, NOTICE))
                .hasMessageContaining("the webhook of you")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aContactWithoutAnyWayIsAnError() {
        Messengers messengers = messengers("{ name: You, email: you@example.com }", "");
        assertThatThrownBy(() -> messengers.tell(YOU, NOTICE))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        it -> assertThat(it.code()).isEqualTo(NoticeErrors.NO_WAY));
    }

    @Test
    void theHeartbeatAsksItsAddress() throws InterruptedException {
        messengers("{ name: You }", "heartbeat: { url: '${env:BEAT}' }\n").beat();
        assertThat(asked).containsExactly("GET /beat/s3cret");

        messengers("{ name: You }", "").beat();
        assertThat(asked).hasSize(1);
    }
}
