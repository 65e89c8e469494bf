package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.engine.embedded.RunListener;
import dev.muster.engine.embedded.RunNews;
import dev.muster.engine.machine.Demand;
import dev.muster.kind.Action;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.notices.Messengers;
import dev.muster.notices.Notice;
import dev.muster.notices.NoticeErrors;
import dev.muster.notices.Telling;
import dev.muster.strategy.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Shows a run as it goes, and tells those who are asked to sign or to do something, by mail or
/// webhook, wherever they are. Who cannot be told does not hold up the run.
public final class Askings implements RunListener {
    private final RunListener shown;
    private final Consumer<String> say;
    private final Timing timing;
    private final Strategy strategy;
    private final Telling telling;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    public Askings(Call call, Strategy strategy) {
        this(
                new RunLines(call),
                call.screen()::say,
                call.timing(),
                strategy,
                new Messengers(strategy));
    }

    /// @param say shows a line to whoever looks on
    Askings(
            RunListener shown,
            Consumer<String> say,
            Timing timing,
            Strategy strategy,
            Telling telling) {
        this.shown = shown;
        this.say = say;
        this.timing = timing;
        this.strategy = strategy;
        this.telling = telling;
    }

    @Override
    public void on(RunNews news) {
        shown.on(news);
        // A screen has one writer: what failed meanwhile is said here.
        for (String failure = failures.poll(); failure != null; failure = failures.poll()) {
            say.accept(failure);
        }
        if (news instanceof RunNews.StepAwaits awaits) {
            Instant now = timing.instant();
            Notice notice = notice(awaits, now);
            for (ContactId contact : asked(awaits)) {
                Thread.ofVirtual().name("asking-" + contact).start(() -> tell(contact, notice));
            }
        }
    }

    private List<ContactId> asked(RunNews.StepAwaits news) {
        List<ContactId> asked = new ArrayList<>();
        switch (news.demand()) {
            case Demand.Signatures signatures -> {
                if (news.step().action() instanceof Action.Approve approve) {
                    approve.approval().asked(signatures.escalated()).stream()
                            .map(Approver::contact)
                            .forEach(asked::add);
                }
            }
            case Demand.Deed _ ->
                    strategy.owner(news.step().action().component()).ifPresent(asked::add);
        }
        return asked;
    }

    private Notice notice(RunNews.StepAwaits news, Instant now) {
        String what = news.start().run() + " " + news.step().id();
        return new Notice(
                what.replace(' ', '/'),
                news.demand() instanceof Demand.Signatures asked && asked.escalated()
                        ? Notice.State.ESCALATED
                        : Notice.State.OPEN,
                strategy.name(),
                news.step().action().verb(),
                news.start().run().value(),
                now,
                now,
                switch (news.demand()) {
                    case Demand.Signatures asked ->
                            "it waits for your signature until "
                                    + asked.request().until()
                                    + "; muster run approve "
                                    + what;
                    case Demand.Deed _ ->
                            "it waits for what people do; then: muster run done "
                                    + what
                                    + " --saw TEXT";
                });
    }

    private void tell(ContactId contact, Notice notice) {
        try {
            telling.tell(contact, notice)
                    .forEach(error -> failures.add("not told: " + error.getMessage()));
        } catch (MusterException error) {
            if (!error.code().equals(NoticeErrors.NO_WAY)) {
                failures.add(contact + " is not told: " + error.getMessage());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
