package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.engine.embedded.RunListener;
import dev.muster.engine.embedded.RunNews;
import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import dev.muster.notices.Messengers;
import dev.muster.notices.Notice;
import dev.muster.notices.NoticeErrors;
import dev.muster.notices.Telling;
import dev.muster.server.Asked;
import dev.muster.strategy.Strategy;
import java.util.Optional;
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
    private Optional<RunId> run = Optional.empty();

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
        if (news instanceof RunNews.RunTaken taken) {
            run = Optional.of(taken.start().run());
        } else if (news instanceof RunNews.StepAwaits awaits) {
            run = Optional.of(awaits.start().run());
        }
        run.flatMap(it -> Asked.by(it, news, strategy, timing.instant()))
                .ifPresent(asked ->
                        asked.whom()
                                .forEach(contact ->
                                        Thread.ofVirtual()
                                                .name("asking-" + contact)
                                                .start(() -> tell(contact, asked.notice()))));
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
