package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.ProbeId;
import dev.muster.notices.Notice;
import dev.muster.notices.NoticeErrors;
import dev.muster.notices.Telling;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import dev.muster.testkit.ManualTiming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertLoopTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final ComponentId DB = new ComponentId("orders-db");
    private static final ProbeId DOWN = new ProbeId("shop-down");

    @TempDir Path folder;

    private final ManualTiming timing = new ManualTiming(START);
    private final Strategy strategy =
            Shop.strategy(
                    Shop.untold(
                                    Shop.with(
                                            "  you: { name: You, email: you@example.com }\n",
                                            "  you: { name: You, email: you@example.com,"
                                                    + " escalate-after: 10m, then: boss }\n"
                                                    + "  boss: { name: Boss, email: boss@example.com }\n"))
                            + "alerts: { outage: [ you ], backup-missed: [ you ] }\n"
                            + "mail: { host: mail.example.com, from: muster@example.com }\n"
                            + "heartbeat: { url: '${env:BEAT}', every: 5m }\n");
    private final List<String> said = new ArrayList<>();
    private final List<DaemonNews> news = new ArrayList<>();
    private final Set<String> deaf = new HashSet<>();
    private AlarmBook book;
    private AlertLoop loop;

    @BeforeEach
    void begin() {
        book = book();
        loop = loop();
    }

    /// Somebody who hears, or not.
    private final class Ears implements Telling {
        @Override
        public List<MusterException> tell(ContactId contact, Notice notice) {
            hear(contact.value());
            said.add(contact + " " + notice.state() + " " + notice.subject());
            return List.of();
        }

        @Override
        public void beat() {
            hear("beat");
            said.add("beat");
        }

        private void hear(String whom) {
            if (deaf.contains(whom)) {
                said.add("tried " + whom);
                throw NoticeErrors.NOT_TOLD.error(whom + " is deaf", "");
            }
        }
    }

    private AlarmBook book() {
        return new AlarmBook(strategy, List.of(strategy.components().get(DB)), START);
    }

    private AlertLoop loop() {
        return new AlertLoop(
                strategy,
                book,
                new Ears(),
                new AlertFile(folder.resolve("alerts.json")),
                timing,
                told -> {
                    news.add(told);
                    book.note(told, timing.instant());
                });
    }

    private List<String> look() throws InterruptedException {
        said.clear();
        loop.look();
        return List.copyOf(said);
    }

    private void settle() {
        Instant now = timing.instant();
        book.note(
                new DaemonNews.BackupDue(DB, now.plus(Duration.ofDays(1)), Optional.of(now)), now);
        alive();
    }

    private void alive() {
        Instant now = timing.instant();
        book.note(
                new DaemonNews.Captured(DB, new CaptureNews.Captured(new LogPosition("1", 1), now)),
                now);
    }

    private void pass(Duration duration) {
        timing.advance(duration);
        alive();
    }

    private void outage() {
        book.note(new DaemonNews.ProbeFailing(DOWN, Optional.empty()), timing.instant());
    }

    private void end() {
        book.note(new DaemonNews.ProbeGood(DOWN), timing.instant());
    }

    @Test
    void eachIsToldOnceAndOfTheEnd() throws InterruptedException {
        settle();
        outage();
        assertThat(look()).containsExactly("you OPEN probe shop-down", "beat");
        assertThat(look()).isEmpty();

        end();
        assertThat(look()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(look()).containsExactly("you RESOLVED probe shop-down");
        assertThat(look()).isEmpty();
    }

    @Test
    void whatComesBackSoonHasNotEnded() throws InterruptedException {
        settle();
        outage();
        look();
        end();
        look();
        pass(Duration.ofSeconds(59));
        outage();
        assertThat(look()).isEmpty();
        end();
        look();
        pass(Duration.ofSeconds(59));
        assertThat(look()).isEmpty();
    }

    @Test
    void theNextOneIsToldWhenItGoesOnForTooLong() throws InterruptedException {
        settle();
        outage();
        look();
        pass(Duration.ofMinutes(10));
        assertThat(look()).containsExactly("boss ESCALATED probe shop-down", "beat");
        end();
        look();
        pass(Duration.ofMinutes(1));
        assertThat(look())
                .containsExactly("you RESOLVED probe shop-down", "boss RESOLVED probe shop-down");
    }

    @Test
    void theNextDaemonGoesOnWhereTheOldOneDied() throws InterruptedException {
        settle();
        outage();
        look();

        book = book();
        loop = loop();
        loop.recall();
        assertThat(look()).as("nothing is known yet").isEmpty();
        pass(Duration.ofMinutes(5));
        assertThat(look()).as("an end is not taken from ignorance").isEmpty();

        settle();
        assertThat(look()).containsExactly("beat");
        pass(Duration.ofMinutes(1));
        assertThat(look()).containsExactly("you RESOLVED probe shop-down");
    }

    @Test
    void whoCannotBeToldIsTriedAgainLessAndLessOften() throws InterruptedException {
        settle();
        deaf.add("you");
        outage();
        assertThat(look()).containsExactly("tried you", "beat");
        assertThat(news).last().isInstanceOf(DaemonNews.Untold.class);
        assertThat(look()).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(look()).containsExactly("tried you");
        pass(Duration.ofSeconds(19));
        assertThat(look()).isEmpty();
        pass(Duration.ofSeconds(1));
        deaf.clear();
        assertThat(look()).containsExactly("you OPEN probe shop-down");
        assertThat(news).last().isInstanceOf(DaemonNews.Alerted.class);
    }

    @Test
    void theHeartbeatStopsWithTheProtection() throws InterruptedException {
        assertThat(look()).as("nothing is known yet").isEmpty();
        settle();
        assertThat(look()).containsExactly("beat");
        pass(Duration.ofMinutes(4));
        assertThat(look()).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(look()).containsExactly("beat");

        // the log is silent
        timing.advance(Duration.ofMinutes(5));
        assertThat(look()).isEmpty();
        alive();
        assertThat(look()).containsExactly("beat");
    }

    @Test
    void aHeartbeatThatNobodyTookBeatsAgain() throws InterruptedException {
        settle();
        deaf.add("beat");
        assertThat(look()).containsExactly("tried beat");
        deaf.clear();
        pass(Duration.ofSeconds(10));
        assertThat(look()).containsExactly("beat");
        assertThat(book.open(timing.instant())).isEmpty();
    }

    @Test
    void aDiskThatIsFullKeepsNobodyFromBeingTold() throws Exception {
        Files.createDirectory(folder.resolve("alerts.json"));
        settle();
        outage();
        assertThat(look()).contains("you OPEN probe shop-down");
        assertThat(look()).isEmpty();
    }
}
