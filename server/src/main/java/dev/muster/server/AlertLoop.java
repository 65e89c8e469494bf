package dev.muster.server;

import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.model.Timing;
import dev.muster.notices.Notice;
import dev.muster.notices.Telling;
import dev.muster.operations.Cancellation;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Tells the contacts of a strategy when an alarm begins, goes on for too long, and ends; and says
/// by a heartbeat that all is well.
///
/// At least once: a daemon that dies between telling and noting it tells again, with the same id.
final class AlertLoop {
    private static final Duration LOOK = Duration.ofSeconds(2);

    /// How long an alarm must be away before its end is told.
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Strategy strategy;
    private final AlarmBook book;
    private final Telling telling;
    private final AlertFile file;
    private final Timing timing;
    private final Consumer<DaemonNews> news;
    private final Map<Alarm.Key, Open> known = new LinkedHashMap<>();
    private final Retries retries = new Retries();
    private final Pulse pulse;

    /// An alarm that somebody was told of, or must be.
    private static final class Open {
        Alarm alarm;
        Optional<Instant> gone = Optional.empty();
        final Set<String> told = new LinkedHashSet<>();

        Open(Alarm alarm) {
            this.alarm = alarm;
        }
    }

    AlertLoop(
            Strategy strategy,
            AlarmBook book,
            Telling telling,
            AlertFile file,
            Timing timing,
            Consumer<DaemonNews> news) {
        this.strategy = strategy;
        this.book = book;
        this.telling = telling;
        this.file = file;
        this.timing = timing;
        this.news = news;
        this.pulse = new Pulse(strategy.alerts().heartbeat(), telling, news);
    }

    void run(Cancellation cancellation) throws InterruptedException {
        recall();
        while (!cancellation.isCancelled()) {
            look();
            timing.pause(LOOK);
        }
    }

    /// What the daemon before this one told.
    void recall() {
        for (AlertFile.Entry entry : file.read()) {
            Open open =
                    new Open(new Alarm(entry.kind(), entry.subject(), entry.what(), entry.since()));
            open.told.addAll(entry.told());
            known.put(open.alarm.key(), open);
        }
    }

    void look() throws InterruptedException {
        Instant now = timing.instant();
        List<Alarm> alarms = book.open(now);
        Set<Alarm.Key> keys = new LinkedHashSet<>();
        for (Alarm alarm : alarms) {
            if (!strategy.alerts().told(alarm.kind()).isEmpty()) {
                keys.add(alarm.key());
                Open open = known.computeIfAbsent(alarm.key(), _ -> new Open(alarm));
                // its beginning stays that of which was told, and so does its id
                open.alarm =
                        new Alarm(alarm.kind(), alarm.subject(), alarm.what(), open.alarm.since());
                open.gone = Optional.empty();
                begin(open, now);
            }
        }
        if (book.isSettled()) {
            end(keys, now);
            pulse.beat(alarms, now);
        }
    }

    private void begin(Open open, Instant now) throws InterruptedException {
        for (ContactId first : strategy.alerts().told(open.alarm.kind())) {
            Instant turn = open.alarm.since();
            Notice.State state = Notice.State.OPEN;
            Optional<ContactId> next = Optional.of(first);
            Set<ContactId> asked = new LinkedHashSet<>();
            while (next.isPresent() && asked.add(next.get()) && !turn.isAfter(now)) {
                ContactId contact = next.get();
                if (!open.told.contains(contact.value()) && tell(contact, open, state, now)) {
                    open.told.add(contact.value());
                    save();
                }
                Optional<Contact> who = Optional.ofNullable(strategy.contacts().get(contact));
                Optional<Duration> patience = who.flatMap(Contact::escalateAfter);
                if (patience.isEmpty()) {
                    break;
                }
                turn = turn.plus(patience.get());
                next = who.flatMap(Contact::then);
                state = Notice.State.ESCALATED;
            }
        }
    }

    private void end(Set<Alarm.Key> open, Instant now) throws InterruptedException {
        for (Open old : List.copyOf(known.values())) {
            if (open.contains(old.alarm.key())) {
                continue;
            }
            Instant gone = old.gone.orElse(now);
            old.gone = Optional.of(gone);
            if (Guarded.lasted(gone, CALM, now)) {
                resolve(old, now);
            }
        }
    }

    private void resolve(Open old, Instant now) throws InterruptedException {
        for (String name : List.copyOf(old.told)) {
            ContactId contact = new ContactId(name);
            // one that the strategy does not know any more is told nothing
            if (!strategy.contacts().containsKey(contact)
                    || tell(contact, old, Notice.State.RESOLVED, now)) {
                old.told.remove(name);
                save();
            }
        }
        if (old.told.isEmpty()) {
            known.remove(old.alarm.key());
            save();
        }
    }

    /// @return whether somebody took it
    private boolean tell(ContactId contact, Open open, Notice.State state, Instant now)
            throws InterruptedException {
        if (retries.waits(contact.value(), now)) {
            return false;
        }
        Notice notice = notice(open.alarm, state, now);
        try {
            List<MusterException> failed = telling.tell(contact, notice);
            retries.end(contact.value());
            news.accept(new DaemonNews.Alerted(contact.value(), notice.line()));
            failed.forEach(error -> news.accept(new DaemonNews.Untold(contact.value(), error)));
            return true;
        } catch (MusterException error) {
            retries.later(contact.value(), now);
            news.accept(new DaemonNews.Untold(contact.value(), error));
            return false;
        }
    }

    private Notice notice(Alarm alarm, Notice.State state, Instant now) {
        String kind = Names.word(alarm.kind());
        return new Notice(
                String.join("/", strategy.name(), kind, alarm.subject(), alarm.since().toString()),
                state,
                strategy.name(),
                kind,
                alarm.subject(),
                alarm.since(),
                now,
                alarm.what());
    }

    private void save() {
        List<AlertFile.Entry> entries = new ArrayList<>();
        known.values().stream()
                .filter(open -> !open.told.isEmpty())
                .forEach(open ->
                        entries.add(
                                new AlertFile.Entry(
                                        open.alarm.kind(),
                                        open.alarm.subject(),
                                        open.alarm.what(),
                                        open.alarm.since(),
                                        List.copyOf(open.told))));
        try {
            file.write(entries);
        } catch (MusterException full) {
            // a full disk must not keep anybody from being told
            news.accept(new DaemonNews.Untold("what was told is not noted", full));
        }
    }
}
