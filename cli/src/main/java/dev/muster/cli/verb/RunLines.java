package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.cli.screen.Task;
import dev.muster.engine.embedded.RunListener;
import dev.muster.engine.embedded.RunNews;
import dev.muster.engine.machine.Demand;
import dev.muster.kind.Action;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.Durations;
import dev.muster.model.StepId;
import dev.muster.record.Details;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shows a run as it goes: a line for each step that ends, and progress for those that run.
public final class RunLines implements RunListener {
    private final Call call;
    private final Map<StepId, Shown> running = new HashMap<>();

    public RunLines(Call call) {
        this.call = call;
    }

    @Override
    public void on(RunNews news) {
        switch (news) {
            case RunNews.RunTaken it ->
                    call.screen().say("run " + it.start().run() + ", controller " + it.epoch());
            case RunNews.StepStarted it ->
                    running.put(it.step().id(), new Shown(call.progress(it.step().id().value())));
            case RunNews.StepProgressed it -> progressed(it);
            case RunNews.StepDone it -> {
                end(it.step().id());
                call.screen()
                        .say(
                                "  done    "
                                        + it.step().id()
                                        + "  "
                                        + Durations.text(it.receipt().duration())
                                        + words(it.receipt().details()));
            }
            case RunNews.StepFailed it -> {
                end(it.step().id());
                call.screen()
                        .say(
                                "  failed  "
                                        + it.step().id()
                                        + "  "
                                        + it.failure().code()
                                        + " "
                                        + it.failure().message()
                                        + (it.failure().hint().isEmpty()
                                                ? ""
                                                : "\n          " + it.failure().hint())
                                        + it.retryAt().map(at -> "; once more soon").orElse(""));
            }
            case RunNews.StepLost it -> {
                end(it.step().id());
                call.screen().say("  unknown " + it.step().id() + "  " + it.reason());
            }
            case RunNews.StepCancelled it ->
                    call.screen().say("  ending  " + it.step().id() + "  " + it.reason());
            case RunNews.StepAsked it -> {
                call.screen().say("  asked   " + it.step().id() + "  " + it.question());
                call.screen()
                        .say(
                                "          answer with --answer "
                                        + it.step().id()
                                        + "=done|again|fail");
            }
            case RunNews.StepAwaits it -> awaits(it);
            case RunNews.RunPaused it -> call.screen().say("paused: " + it.reason());
            case RunNews.RunResumed it -> call.screen().say("goes on: " + it.reason());
            case RunNews.OrderTaken it ->
                    call.screen()
                            .say(
                                    it.order().by()
                                            + ": "
                                            + it.order().order().words()
                                            + (it.order().reason().isBlank()
                                                    ? ""
                                                    : ", because: " + it.order().reason()));
            case RunNews.OrderRefused it ->
                    call.screen()
                            .say(
                                    "not carried out, "
                                            + it.order().by()
                                            + ": "
                                            + it.order().order().words()
                                            + ": "
                                            + it.why());
            case RunNews.OrdersUnusable it ->
                    call.screen().say("orders are not heard: " + it.error().getMessage());
            case RunNews.HomeUnreachable it ->
                    call.screen().say("the run's home is not reached: " + it.error().getMessage());
            case RunNews.RunEnded _ -> {}
        }
    }

    /// An attempt that found nobody's word yet ends here, too.
    private void awaits(RunNews.StepAwaits news) {
        end(news.step().id());
        String step = news.start().run() + " " + news.step().id();
        switch (news.step().action()) {
            case Action.Approve approve when news.demand() instanceof Demand.Signatures asked -> {
                if (asked.escalated()) {
                    call.screen()
                            .say(
                                    "  expired "
                                            + news.step().id()
                                            + "  not signed in time; asked now: "
                                            + Approver.names(approve.approval().asked(true)));
                }
                call.screen()
                        .say(
                                "  waits   "
                                        + news.step().id()
                                        + "  "
                                        + approve.approval().of()
                                        + " of "
                                        + Approver.names(
                                                approve.approval().asked(asked.escalated()))
                                        + " must sign until "
                                        + call.show(asked.request().until()));
                call.screen().say("          sign with: muster run approve " + step);
            }
            case Action.Perform perform -> {
                call.screen().say("  waits   " + news.step().id() + "  people are to:");
                perform.procedure().forEach(line -> call.screen().say("          - " + line));
                call.screen().say("          then: muster run done " + step + " --saw TEXT");
            }
            default -> {}
        }
    }

    private void progressed(RunNews.StepProgressed news) {
        Shown shown = running.get(news.step().id());
        if (shown != null) {
            shown.show(news);
        }
    }

    private void end(StepId step) {
        Shown shown = running.remove(step);
        if (shown != null) {
            shown.task.close();
        }
    }

    static String words(Details details) {
        StringBuilder words = new StringBuilder();
        details.fence()
                .ifPresent(fence ->
                        words.append("  fence ").append(fence.name().toLowerCase(Locale.ROOT)));
        details.point().ifPresent(point -> words.append("  ").append(point.logical()));
        details.reached().ifPresent(reached -> words.append("  to ").append(reached));
        Optional.ofNullable(details.notes().get("not promoted"))
                .ifPresent(why -> words.append("  restored, not promoted: ").append(why));
        if (!details.checks().isEmpty()) {
            words.append("  ").append(details.checks().size()).append(" checks");
        }
        return words.toString();
    }

    /// A running step's line; the engine tells sums, the line wants steps forward.
    private static final class Shown {
        private final Task task;
        private String stage = "";
        private long done;

        Shown(Task task) {
            this.task = task;
        }

        void show(RunNews.StepProgressed news) {
            if (!stage.equals(news.stage())) {
                stage = news.stage();
                done = 0;
                task.stage(stage);
            }
            if (news.total() > 0) {
                task.total(news.total());
            }
            if (news.done() > done) {
                task.advance(news.done() - done);
                done = news.done();
            }
        }
    }
}
