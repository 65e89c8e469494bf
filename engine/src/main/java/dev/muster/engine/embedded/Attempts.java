package dev.muster.engine.embedded;

import dev.muster.engine.machine.Command;
import dev.muster.engine.shell.AttemptResult;
import dev.muster.engine.shell.StepShell;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.record.RunStart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The attempts that run in this process, a virtual thread each. Used by the thread of the run.
final class Attempts {
    private final RunStart start;
    private final StepShell shell;
    private final Timing timing;
    private final NewsDesk news;
    private final Consumer<Signal> signals;
    private final Map<StepId, LiveAttempt> live = new HashMap<>();

    Attempts(
            RunStart start,
            StepShell shell,
            Timing timing,
            NewsDesk news,
            Consumer<Signal> signals) {
        this.start = start;
        this.shell = shell;
        this.timing = timing;
        this.news = news;
        this.signals = signals;
    }

    void begin(Command.Run run) {
        StepId step = run.step().id();
        LiveAttempt before = live.get(step);
        if (before != null) {
            // It was cancelled, has not ended, and a person said "again": two at once never.
            String why = "attempt " + before.attempt() + " is still at work in this process";
            signals.accept(
                    new Signal.Ended(run, new AttemptResult.Lost(why, true, Optional.empty())));
            return;
        }
        LiveAttempt attempt =
                new LiveAttempt(
                        step, run.attempt(), new ProgressMeter(run.step(), timing, news::tell));
        live.put(step, attempt);
        news.tell(new RunNews.StepStarted(run.step(), run.attempt(), timing.instant()));
        Thread.ofVirtual()
                .name("step-" + step)
                .start(() -> signals.accept(new Signal.Ended(run, carryOut(run, attempt))));
    }

    private AttemptResult carryOut(Command.Run run, LiveAttempt attempt) {
        try {
            return shell.carryOut(start, run, attempt);
        } catch (RuntimeException | Error bug) {
            return new AttemptResult.Lost("it ended with " + bug, false, Optional.of(bug));
        }
    }

    void ended(StepId step, int attempt) {
        LiveAttempt ended = live.get(step);
        if (ended != null && ended.attempt() == attempt) {
            live.remove(step);
        }
    }

    void cancel(StepId step, int attempt) {
        LiveAttempt running = live.get(step);
        if (running != null && running.attempt() == attempt) {
            running.cancel();
        }
    }

    void cancelAll() {
        live.values().forEach(LiveAttempt::cancel);
    }

    List<StepId> live() {
        return new ArrayList<>(live.keySet());
    }
}
