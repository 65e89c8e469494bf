package dev.muster.server;

import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the protection of one component goes, as far as somebody may have to be told of it.
///
/// What repairs itself soon is no alarm: nobody shall learn to overlook them.
final class Guarded {
    /// How late a backup may be; one that failed is tried again all the while.
    static final Duration LATE = Duration.ofMinutes(15);

    /// How long a connection may be away, and how far what is told of a quiet log lags behind.
    static final Duration AWAY = Duration.ofMinutes(1);

    /// How long what was captured may wait for the vault.
    static final Duration UNSENT = Duration.ofMinutes(5);

    private final ComponentId id;
    private final Optional<Duration> rpo;
    private final boolean captures;
    private final Instant began;

    private Optional<Instant> due = Optional.empty();
    private Optional<Instant> newest = Optional.empty();
    private Optional<Instant> captured = Optional.empty();
    private Optional<Alarm> failing = Optional.empty();
    private Optional<Alarm> broken = Optional.empty();
    private Optional<Alarm> unsent = Optional.empty();
    private Optional<Alarm> closed = Optional.empty();
    private Optional<Alarm> standby = Optional.empty();
    private boolean running;

    /// @param began when the daemon did
    Guarded(Component<?> component, Instant began) {
        this.id = component.id();
        this.rpo = component.rpo();
        this.captures = component.protection().flatMap(how -> how.logs()).isPresent();
        this.began = began;
    }

    void backupBegan() {
        running = true;
    }

    /// @param safe the moment that it brings back
    void backupDone(Instant safe) {
        running = false;
        failing = Optional.empty();
        newest = later(newest, Optional.of(safe));
        // the next one is told at once
        due = Optional.empty();
    }

    void backupFailed(String why, Instant now) {
        running = false;
        failing = keep(failing, AlertKind.BACKUP_MISSED, "the backup fails: " + why, now);
    }

    void backupDue(Instant at, Optional<Instant> last) {
        due = Optional.of(at);
        newest = later(newest, last);
    }

    void captured(CaptureNews news, Instant now) {
        switch (news) {
            case CaptureNews.Captured it -> {
                captured = Optional.of(it.at());
                broken = Optional.empty();
            }
            case CaptureNews.Broken it ->
                    broken =
                            keep(
                                    broken,
                                    AlertKind.CAPTURE_LOST,
                                    "the log is not captured: " + it.error().getMessage(),
                                    now);
            case CaptureNews.NotShipped it ->
                    unsent =
                            keep(
                                    unsent,
                                    AlertKind.VAULT_TROUBLE,
                                    it.owed()
                                            + " of captured log wait for the vault: "
                                            + it.error().getMessage(),
                                    now);
            case CaptureNews.Shipped _ -> unsent = Optional.empty();
            case CaptureNews.Closed _ ->
                    closed =
                            keep(
                                    closed,
                                    AlertKind.CAPTURE_LOST,
                                    "a recovery closed its capture; nothing protects what was"
                                            + " recovered until the strategy names it",
                                    now);
            case CaptureNews.CommitsWait _, CaptureNews.Gap _ -> {}
        }
    }

    /// @param behind what it has yet to replay before it could take over
    void standbySeen(Duration behind, Instant now) {
        standby =
                rpo.filter(accepted -> behind.compareTo(accepted) > 0)
                        .flatMap(accepted ->
                                keep(
                                        standby,
                                        AlertKind.RPO_AT_RISK,
                                        "its standby is "
                                                + Durations.text(
                                                        behind.truncatedTo(ChronoUnit.SECONDS))
                                                + " behind; accepted is "
                                                + Durations.text(accepted)
                                                + ", and what it lacks has to come out of the vault"
                                                + " before it can take over",
                                        now));
    }

    void standbyAway(String why, Instant now) {
        standby = keep(standby, AlertKind.RPO_AT_RISK, why, now);
    }

    private Optional<Alarm> keep(Optional<Alarm> old, AlertKind kind, String what, Instant now) {
        return Optional.of(new Alarm(kind, id.value(), what, old.map(Alarm::since).orElse(now)));
    }

    /// Whether it is known by now how the protection goes.
    boolean isSettled() {
        boolean backups = due.isPresent() || failing.isPresent() || running;
        boolean log = !captures || captured.isPresent() || broken.isPresent();
        return closed.isPresent() || (backups && log);
    }

    List<Alarm> open(Instant now) {
        if (closed.isPresent()) {
            return closed.stream().toList();
        }
        List<Alarm> open = new ArrayList<>();
        failing.filter(it -> lasted(it.since(), LATE, now)).ifPresent(open::add);
        if (failing.isEmpty()) {
            late(now).ifPresent(open::add);
        }
        broken.filter(it -> lasted(it.since(), AWAY, now)).ifPresent(open::add);
        unsent.filter(it -> lasted(it.since(), UNSENT, now)).ifPresent(open::add);
        standby.filter(it -> lasted(it.since(), AWAY, now)).ifPresent(open::add);
        atRisk(now).ifPresent(open::add);
        return open;
    }

    private Optional<Alarm> late(Instant now) {
        return due.filter(at -> !running && !at.plus(LATE).isAfter(now))
                .map(at ->
                        new Alarm(
                                AlertKind.BACKUP_MISSED,
                                id.value(),
                                "a backup was due at " + at,
                                at));
    }

    /// A log that is captured is told of once in a while only, where nothing happens in it.
    private Optional<Alarm> atRisk(Instant now) {
        Optional<Instant> safe = captures ? later(newest, captured) : newest;
        Duration slack = captures || safe.isEmpty() ? AWAY : Duration.ZERO;
        return rpo.filter(accepted -> lasted(safe.orElse(began), accepted.plus(slack), now))
                .map(accepted ->
                        new Alarm(
                                AlertKind.RPO_AT_RISK,
                                id.value(),
                                safe.map(at -> "what is safe is of " + at)
                                                .orElse("nothing of it is safe yet")
                                        + "; accepted is a loss of "
                                        + Durations.text(accepted),
                                safe.orElse(began).plus(accepted)));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /// What began in the future is of a clock that was wrong; it must not silence an alarm.
    static boolean lasted(Instant since, Duration hold, Instant now) {
        return since.isAfter(now.plus(AWAY)) || !since.plus(hold).isAfter(now);
    }
}
