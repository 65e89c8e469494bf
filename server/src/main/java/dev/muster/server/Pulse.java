package dev.muster.server;

import dev.muster.model.MusterException;
import dev.muster.notices.Telling;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Alerts.Heartbeat;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The sign of life, as long as all that is protected is well.
final class Pulse {
    private static final String NAME = "the heartbeat";

    /// An outage of the system is not one of its protection.
    private static final Set<AlertKind> OF_PROTECTION =
            EnumSet.complementOf(EnumSet.of(AlertKind.OUTAGE, AlertKind.RECOVERY));

    private final Optional<Heartbeat> heartbeat;
    private final Telling telling;
    private final Consumer<DaemonNews> news;
    private final Retries retries = new Retries();
    private Optional<Instant> last = Optional.empty();

    Pulse(Optional<Heartbeat> heartbeat, Telling telling, Consumer<DaemonNews> news) {
        this.heartbeat = heartbeat;
        this.telling = telling;
        this.news = news;
    }

    /// Beats if it is time to, and nothing speaks against it.
    void beat(List<Alarm> alarms, Instant now) throws InterruptedException {
        if (!isDue(now) || alarms.stream().anyMatch(Pulse::silences)) {
            return;
        }
        try {
            telling.beat();
            last = Optional.of(now);
            if (retries.end(NAME)) {
                news.accept(new DaemonNews.Alerted(NAME, "it beats again"));
            }
        } catch (MusterException error) {
            retries.later(NAME, now);
            news.accept(new DaemonNews.Untold(NAME, error));
        }
    }

    private boolean isDue(Instant now) {
        return heartbeat
                .filter(it -> last.isEmpty() || Guarded.lasted(last.get(), it.every(), now))
                .filter(_ -> !retries.waits(NAME, now))
                .isPresent();
    }

    /// Not what could not be told: while it waits, the alarm itself silences the heartbeat, and
    /// afterwards nothing would end the silence.
    private static boolean silences(Alarm alarm) {
        return OF_PROTECTION.contains(alarm.kind()) && !alarm.isOfTelling();
    }
}
