package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ComponentId;
import dev.muster.operations.capture.CaptureNews;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DaemonBookTest {
    private static final ComponentId DB = new ComponentId("orders-db");

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
