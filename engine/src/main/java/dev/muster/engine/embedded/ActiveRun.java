package dev.muster.engine.embedded;

import dev.muster.model.MusterException;
import dev.muster.record.Actor;
import dev.muster.record.Event;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A run that is being driven. Safe for many threads.
public final class ActiveRun {
    private final BlockingQueue<Signal> inbox;
    private final CompletableFuture<RunResult> result;

    ActiveRun(BlockingQueue<Signal> inbox, CompletableFuture<RunResult> result) {
        this.inbox = inbox;
        this.result = result;
    }

    /// Lets nothing more start; what runs goes on.
    public void pause(Actor by, String reason) {
        inbox.add(new Signal.Told(by, new Event.PauseAsked(reason)));
    }

    public void resume(Actor by, String reason) {
        inbox.add(new Signal.Told(by, new Event.ResumeAsked(reason)));
    }

    /// Cancels what runs and ends the run for good.
    public void abort(Actor by, String reason) {
        inbox.add(new Signal.Told(by, new Event.AbortAsked(reason)));
    }

    public void reply(Reply reply) {
        inbox.add(
                new Signal.Told(
                        reply.by(),
                        new Event.Answered(reply.step(), reply.answer(), reply.note())));
    }

    /// Leaves the run as it is, to be resumed here or elsewhere.
    public void stop() {
        inbox.add(new Signal.Stop());
    }

    /// Waits for the result. An interrupt is answered by [#stop], and the result then says so.
    ///
    /// @throws MusterException if the run could not be taken up at all
    public RunResult await() {
        boolean interrupted = false;
        while (true) {
            try {
                RunResult ended = result.get();
                if (interrupted && !(ended.stop() instanceof RunResult.Stop.Interrupted)) {
                    Thread.currentThread().interrupt();
                }
                return ended;
            } catch (InterruptedException asked) {
                interrupted = true;
                stop();
            } catch (ExecutionException failed) {
                switch (failed.getCause()) {
                    case RuntimeException error -> throw error;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(failed);
                }
            }
        }
    }
}
