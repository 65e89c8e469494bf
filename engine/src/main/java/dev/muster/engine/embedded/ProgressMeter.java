package dev.muster.engine.embedded;

import dev.muster.engine.shell.StepProgress;
import dev.muster.model.Timing;
import dev.muster.plan.Step;
import java.time.Duration;
import java.util.function.Consumer;

/// Adds up what a step tells and passes it on now and then.
final class ProgressMeter implements StepProgress {
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();

    private final Step step;
    private final Timing timing;
    private final Consumer<RunNews> news;
    private String stage = "";
    private long total;
    private long done;
    private long nextAt;

    ProgressMeter(Step step, Timing timing, Consumer<RunNews> news) {
        this.step = step;
        this.timing = timing;
        this.news = news;
        this.nextAt = timing.nanos();
    }

    @Override
    public synchronized void stage(String name) {
        stage = name;
        tell();
    }

    @Override
    public synchronized void total(long bytes) {
        total = bytes;
        tell();
    }

    @Override
    public synchronized void advance(long bytes) {
        done += bytes;
        if (timing.nanos() - nextAt >= 0) {
            tell();
        }
    }

    private void tell() {
        nextAt = timing.nanos() + INTERVAL;
        news.accept(new RunNews.StepProgressed(step, stage, done, total));
    }
}
