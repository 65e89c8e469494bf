package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.site.Sites;
import dev.muster.cli.verb.Askings;
import dev.muster.engine.EngineErrors;
import dev.muster.engine.embedded.RunResult;
import dev.muster.engine.journal.Holder;
import dev.muster.engine.journal.OrderFolder;
import dev.muster.engine.machine.Machine;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.Recovery;
import dev.muster.operations.runs.KnownRun;
import dev.muster.operations.runs.RunBook;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Order;
import dev.muster.record.RunOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// Hands an order to the controller of a run, whichever process that is. Where nobody drives the
/// run, this process takes it up, or the order waits for who does.
final class OrderGiver {
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_REASON = 2_000;

    private final Call call;
    private final Sites sites;
    private final DoubleSupplier jitter;

    OrderGiver(Call call, Sites sites, DoubleSupplier jitter) {
        this.call = call;
        this.sites = sites;
        this.jitter = jitter;
    }

    /// @param name of the run, as it was typed
    /// @param takesUp whether the run is taken up here if nobody drives it
    Answer give(String name, Order order, String reason, boolean takesUp)
            throws InterruptedException {
        requireReason(order, reason);
        return give(name, _ -> order, reason, takesUp);
    }

    /// @param what the order, which may depend on how the run stands
    Answer give(String name, Ordering what, String reason, boolean takesUp)
            throws InterruptedException {
        Site site = sites.openPatiently(call);
        KnownRun run = new RunBook(site).require(name);
        requireHere(run);
        Order order = what.of(run);
        requireReason(order, reason);
        requireFits(run, order);
        if (!takesUp && !isDriven(site, run.start().run())) {
            throw refused(run.start().run(), order, "nobody drives the run");
        }
        RunOrder given = order(run, order, reason);
        OrderFolder orders = new OrderFolder(site.state().runs(), run.start().run());
        orders.put(given);
        call.resumeWith("the order is kept, and carried out when the run is taken up");
        if (isDriven(site, run.start().run())) {
            return handed(site, given, orders);
        }
        return takesUp ? drive(run, given, orders) : handed(site, given, orders);
    }

    private static void requireReason(Order order, String reason) {
        if (RunOrder.needsReason(order) && reason.isBlank()) {
            throw CliErrors.WRONG_USAGE.error(
                    "to " + order.verb() + " needs a reason, which stands in the record",
                    "say why: --reason TEXT");
        }
        if (reason.length() > LONGEST_REASON) {
            throw CliErrors.WRONG_USAGE.error(
                    "the reason has "
                            + reason.length()
                            + " characters, at most "
                            + LONGEST_REASON
                            + " are kept",
                    "say it in fewer words");
        }
    }

    /// Makes an order for a run.
    interface Ordering {
        Order of(KnownRun run) throws InterruptedException;
    }

    static void requireHere(KnownRun run) {
        if (run.elsewhere()) {
            throw EngineErrors.RUN_ELSEWHERE.error(
                    "the last controller of run " + run.start().run() + " was not on this machine",
                    "");
        }
    }

    private static void requireFits(KnownRun run, Order order) {
        RunId id = run.start().run();
        run.state()
                .flatMap(state -> Machine.refuses(state, order))
                .ifPresent(why -> {
                    throw refused(id, order, why);
                });
    }

    private static MusterException refused(RunId run, Order order, String why) {
        return EngineErrors.ORDER_REFUSED.error(
                order.words() + ": " + why, "see how it stands: muster run show " + run);
    }

    private RunOrder order(KnownRun run, Order order, String reason) {
        Instant now = call.timing().instant();
        // in the order in which they were given, and never one twice
        String id =
                String.format(
                        Locale.ROOT,
                        "%015d-%08x",
                        now.toEpochMilli(),
                        (long) (jitter.getAsDouble() * (1L << 32)));
        return new RunOrder(
                id,
                run.start().run(),
                run.epoch().orElse(Epoch.FIRST),
                now,
                new Actor(call.person()),
                order,
                reason);
    }

    private static boolean isDriven(Site site, RunId run) {
        return Holder.of(site.state().runs(), run).isPresent();
    }

    /// Waits until the controller has taken it. One that dies meanwhile leaves it to the next.
    private Answer handed(Site site, RunOrder order, OrderFolder orders)
            throws InterruptedException {
        long began = call.timing().nanos();
        while (orders.waits(order)
                && isDriven(site, order.run())
                && call.timing().nanos() - began < PATIENCE.toNanos()) {
            call.timing().pause(OFTEN);
        }
        requireTaken(order, orders);
        return answer(order, orders.waits(order) ? State.KEPT : State.TAKEN, Optional.empty());
    }

    private static void requireTaken(RunOrder order, OrderFolder orders) {
        orders.refusal(order)
                .ifPresent(why -> {
                    throw refused(order.run(), order.order(), why);
                });
    }

    private Answer drive(KnownRun run, RunOrder order, OrderFolder orders)
            throws InterruptedException {
        ScenarioId scenario = run.start().plan().scenario();
        call.screen().say("nobody drives run " + order.run() + "; it is taken up here");
        call.resumeWith("finished steps are kept; go on with: muster recover " + scenario);
        Site site = sites.openForRecovery(call, scenario, List.of());
        Recovery recovery = new Recovery(site, jitter, Set.of());
        RunResult result =
                recovery.resume(run.start(), List.of(), new Askings(call, site.strategy())).await();
        recovery.home(run.start().plan().in()).finish(result.record());
        switch (result.stop()) {
            case RunResult.Stop.Broken(MusterException error) -> throw error;
            case RunResult.Stop.Interrupted _ -> throw new InterruptedException();
            case RunResult.Stop.Ended _, RunResult.Stop.Waiting _, RunResult.Stop.Superseded _ -> {}
        }
        requireTaken(order, orders);
        return answer(order, State.TAKEN, Optional.of(result.record().end()));
    }

    private Answer answer(RunOrder order, State state, Optional<EndState> end) {
        Answered answered =
                new Answered(
                        order.run(),
                        order.order().verb(),
                        order.order().about(),
                        order.by().name(),
                        order.reason(),
                        state,
                        end.map(Names::word));
        call.answer("run-order/1", answered, screen -> screen.print(words(order, state, end)));
        return Answer.of(
                end.isEmpty()
                        || end.get() == EndState.SUCCEEDED
                        || (order.order().verb().equals("abort") && end.get() == EndState.ABORTED));
    }

    private static String words(RunOrder order, State state, Optional<EndState> end) {
        String what = "run " + order.run() + ": " + order.order().words();
        return switch (state) {
            case TAKEN ->
                    what
                            + end.map(it -> ", and it is now " + Names.word(it))
                                    .orElse(
                                            " is carried out; look on: muster run watch "
                                                    + order.run());
            case KEPT ->
                    what
                            + " is kept, and carried out by who takes the run up: nobody drives it now";
        };
    }

    /// What became of an order.
    enum State {
        /// The controller has it in its journal.
        TAKEN,
        /// It waits, on disk, for the next controller.
        KEPT
    }

    private record Answered(
            RunId run,
            String order,
            Optional<StepId> step,
            String by,
            String reason,
            State state,
            Optional<String> end) {}
}
