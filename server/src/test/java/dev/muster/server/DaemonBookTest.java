package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.provider.DataStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DaemonBookTest {
    private static final ComponentId DB = new ComponentId("orders-db");

    @Test
    void whatAStandbyLacksIsCountedByTheCapturedLog() {
        var book = new DaemonBook(1, Instant.EPOCH);
        note(book, new LogPosition("1", 70));
        assertThat(standby(book).lacks()).isEmpty();

        book.note(
                new DaemonNews.Captured(
                        DB, new CaptureNews.Captured(new LogPosition("1", 100), Instant.EPOCH)));
        note(book, new LogPosition("1", 70));
        assertThat(standby(book))
                .isEqualTo(
                        new DaemonStatus.Standby(
                                "following", Optional.of(30L), Optional.of(Duration.ofSeconds(2))));

        note(book, new LogPosition("1", 120));
        assertThat(standby(book).lacks()).contains(0L);
        note(book, new LogPosition("2", 70));
        assertThat(standby(book).lacks()).isEmpty();
    }

    private static void note(DaemonBook book, LogPosition replayed) {
        book.note(
                new DaemonNews.StandbySeen(
                        DB, new DataStore.Following(replayed, Duration.ofSeconds(2))));
    }

    private static DaemonStatus.Standby standby(DaemonBook book) {
        return book.status(Instant.EPOCH).components().get("orders-db").standby().orElseThrow();
    }

    @Test
    void nothingWaitsForACaptureThatWasClosed() {
        var book = new DaemonBook(1, Instant.EPOCH);
        book.note(new DaemonNews.Captured(DB, new CaptureNews.CommitsWait(true)));

        book.note(new DaemonNews.Captured(DB, new CaptureNews.Closed()));

        var told = book.status(Instant.EPOCH).components().get("orders-db");
        assertThat(told.capture()).isEqualTo("closed");
        assertThat(told.commitsWait()).isFalse();
    }
}
