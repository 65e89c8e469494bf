package dev.muster.engine.shell;

import dev.muster.engine.machine.Command;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.plan.Step;
import dev.muster.record.Details;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import java.time.Duration;
import java.util.Optional;

/// The context of one attempt, put together from the run, the command and the driver's control.
record Context(
        RunStart start, Command.Run run, AttemptControl control, Ledger ledger, Timing timing)
        implements StepContext {
    @Override
    public Optional<Details> found(StepId other) {
        return ledger.find(new Token(start.run(), other)).map(Receipt::details);
    }

    @Override
    public Step step() {
        return run.step();
    }

    @Override
    public Optional<Step> undoes() {
        return run.undoes();
    }

    @Override
    public boolean mayBeDone(StepId other) {
        return run.unsure().contains(other) || found(other).isPresent();
    }

    @Override
    public Token token() {
        return run.token();
    }

    @Override
    public int attempt() {
        return run.attempt();
    }

    @Override
    public Epoch epoch() {
        return run.epoch();
    }

    @Override
    public Duration callDeadline() {
        return start.policy().callDeadline();
    }

    @Override
    public StepProgress progress() {
        return control.progress();
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        control.checkCancelled();
    }
}
