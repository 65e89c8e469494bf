package dev.muster.server;

import dev.muster.engine.embedded.RunNews;
import dev.muster.engine.machine.Demand;
import dev.muster.kind.Action;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.ContactId;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.notices.Notice;
import dev.muster.plan.Step;
import dev.muster.strategy.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people are asked by a run, and who they are.
///
/// @param step that waits for them
/// @param whom contacts, in the order of the strategy
public record Asked(StepId step, List<ContactId> whom, Notice notice) {
    public Asked {
        whom = List.copyOf(whom);
    }

    /// Empty for news that ask nobody for anything.
    public static Optional<Asked> by(RunId run, RunNews news, Strategy strategy, Instant now) {
        return switch (news) {
            case RunNews.StepAwaits it ->
                    Optional.of(
                            new Asked(
                                    it.step().id(),
                                    whom(it, strategy),
                                    notice(run, it, strategy, now)));
            case RunNews.StepAsked it ->
                    Optional.of(
                            new Asked(
                                    it.step().id(),
                                    owner(it.step(), strategy),
                                    notice(
                                            run,
                                            it.step(),
                                            Notice.State.OPEN,
                                            "answer",
                                            it.question()
                                                    + "; muster run show "
                                                    + run
                                                    + ", then done, retry or skip",
                                            strategy,
                                            now)));
            default -> Optional.empty();
        };
    }

    private static List<ContactId> whom(RunNews.StepAwaits news, Strategy strategy) {
        return switch (news.demand()) {
            case Demand.Signatures signatures -> {
                List<ContactId> signers = new ArrayList<>();
                if (news.step().action() instanceof Action.Approve approve) {
                    approve.approval().asked(signatures.escalated()).stream()
                            .map(Approver::contact)
                            .forEach(signers::add);
                }
                yield signers;
            }
            case Demand.Deed _ -> owner(news.step(), strategy);
        };
    }

    private static List<ContactId> owner(Step step, Strategy strategy) {
        return strategy.owner(step.action().component()).stream().toList();
    }

    private static Notice notice(
            RunId run, RunNews.StepAwaits news, Strategy strategy, Instant now) {
        String what = run + " " + news.step().id();
        boolean escalated = news.demand() instanceof Demand.Signatures asked && asked.escalated();
        String words =
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
                };
        return notice(
                run,
                news.step(),
                escalated ? Notice.State.ESCALATED : Notice.State.OPEN,
                news.step().action().verb(),
                words,
                strategy,
                now);
    }

    private static Notice notice(
            RunId run,
            Step step,
            Notice.State state,
            String kind,
            String words,
            Strategy strategy,
            Instant now) {
        return new Notice(
                run + "/" + step.id(), state, strategy.name(), kind, run.value(), now, now, words);
    }
}
