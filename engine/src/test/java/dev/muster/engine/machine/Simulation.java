package dev.muster.engine.machine;

import dev.muster.engine.Plans;
import dev.muster.engine.Signer;
import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Answer;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.Failure;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Predecessor;
import dev.muster.record.Receipt;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.record.Timer;
import dev.muster.record.approval.ApprovalRequest;
import dev.muster.record.approval.Signed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A driver without a world: knows which events may come next, takes one, and checks after each
/// what must always hold. Immutable but for the copy that [#after] makes.
final class Simulation {
    /// One of the events that may come next.
    record Move(String name, Event event) {}

    /// How often the environment may interfere.
    record Budget(
            int takeovers,
            int pauses,
            int aborts,
            int answers,
            int orders,
            int expiries,
            int undos) {
        Budget(int takeovers, int pauses, int aborts, int answers, int orders, int expiries) {
            this(takeovers, pauses, aborts, answers, orders, expiries, 0);
        }

        Budget(int takeovers, int pauses, int aborts, int answers) {
            this(takeovers, pauses, aborts, answers, 0, 0);
        }

        Budget(int takeovers, int pauses, int aborts, int answers, int orders) {
            this(takeovers, pauses, aborts, answers, orders, 0);
        }
    }

    private final RunStart start;
    private final List<JournalEvent> events;
    private final Map<StepId, Command.Run> dispatched;
    private final Map<StepId, Command.Run> working;
    private final Set<Timer> timers;
    private final Map<StepId, Integer> attempts;
    private final Set<StepId> begun;
    private final Set<StepId> told;
    private final Set<StepId> decided;
    private Budget budget;
    private State state;
    private boolean finished;

    Simulation(RunStart start, Budget budget) {
        this.start = start;
        this.budget = budget;
        this.events = new ArrayList<>();
        this.dispatched = new HashMap<>();
        this.working = new HashMap<>();
        this.timers = new HashSet<>();
        this.attempts = new HashMap<>();
        this.begun = new HashSet<>();
        this.told = new HashSet<>();
        this.decided = new HashSet<>();
        this.state = Machine.begin(start);
    }

    private Simulation(Simulation other) {
        start = other.start;
        budget = other.budget;
        events = new ArrayList<>(other.events);
        dispatched = new HashMap<>(other.dispatched);
        working = new HashMap<>(other.working);
        timers = new HashSet<>(other.timers);
        attempts = new HashMap<>(other.attempts);
        begun = new HashSet<>(other.begun);
        told = new HashSet<>(other.told);
        decided = new HashSet<>(other.decided);
        state = other.state;
        finished = other.finished;
    }

    State state() {
        return state;
    }

    List<JournalEvent> events() {
        return events;
    }

    /// Everything that decides what can happen from here: times do not pass in a simulation, and
    /// the number of an attempt matters only in whether it is the latest.
    long key() {
        StringBuilder key = new StringBuilder();
        for (Step step : all()) {
            StepState now = state.step(step.id());
            key.append(brief(now)).append(dispatched.containsKey(step.id()));
            key.append(working.containsKey(step.id())).append(begun.contains(step.id()));
            for (Timer.Purpose purpose : Timer.Purpose.values()) {
                Timer timer = new Timer(step.id(), attempts.getOrDefault(step.id(), 0), purpose);
                key.append(timers.contains(timer) ? 't' : '-');
            }
        }
        key.append(state.paused()).append(state.aborting()).append(state.end());
        key.append(state.mode.suspectBelow()).append(state.mode.epoch()).append(budget);
        key.append(state.mode.undo()).append(hangs());
        if (budget.undos() > 0) {
            Set<Integer> seen = new HashSet<>();
            for (Trail at = state.trail; at != null && at.step >= 0; at = at.before) {
                if (seen.add(at.step)) {
                    key.append(at.step).append(at.done);
                }
            }
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// The steps of the plan and those that take them back.
    private List<Step> all() {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < state.graph.size(); i++) {
            all.add(state.graph.step(i));
        }
        return all;
    }

    /// Of which attempts it matters whether they are the latest.
    private String hangs() {
        return state.mode.hanging().stream()
                .map(it ->
                        it.step()
                                + (it.number()
                                                == attempts.getOrDefault(
                                                        state.graph.step(it.step()).id(), 0)
                                        ? "!"
                                        : "?"))
                .sorted()
                .toList()
                .toString();
    }

    private static String brief(StepState state) {
        return switch (state) {
            case StepState.Waiting waiting -> "w" + waiting.missing();
            case StepState.Ready(Tries tries, Directive next) -> "r" + tries.failures() + next;
            case StepState.Dispatched(Tries tries, Directive next, Instant _) ->
                    "i" + tries.failures() + next;
            case StepState.Running(Tries tries, Directive next, boolean cancelled) ->
                    "x" + tries.failures() + next + cancelled;
            case StepState.Backoff(Tries tries, Directive next, String _, boolean unknown) ->
                    "b" + tries.failures() + next + unknown;
            case StepState.Asked(Tries tries, String _) -> "a" + tries.failures();
            case StepState.Awaiting(Tries _, Demand.Signatures asked) ->
                    "p" + asked.request().number() + asked.request().epoch() + signers(asked);
            case StepState.Awaiting _ -> "p";
            case StepState.Done done -> "d" + done.receipt().epoch();
            case StepState.Failed _ -> "f";
            case StepState.Unknown _ -> "u";
            case StepState.Stopped _ -> "s";
        };
    }

    private static String signers(Demand.Signatures asked) {
        return asked.signed().stream().map(it -> it.by().name()).toList().toString();
    }

    /// Everything that may come next, besides what an order or a takeover brings.
    List<Move> work() {
        List<Move> moves = new ArrayList<>();
        if (events.isEmpty()) {
            moves.add(new Move("begin", new Event.TookOver(Epoch.FIRST, Predecessor.NONE)));
            return moves;
        }
        for (Command.Run run : dispatched.values()) {
            if (state.step(run.step().id()) instanceof StepState.Dispatched) {
                moves.add(
                        new Move(
                                "start",
                                new Event.Started(run.step().id(), run.attempt(), run.epoch())));
            }
        }
        for (Command.Run run : working.values()) {
            StepId step = run.step().id();
            int attempt = run.attempt();
            // What only people do has a receipt only if they said so.
            if (!isOfPeople(run) || decided.contains(step)) {
                moves.add(new Move("done", new Event.Done(step, attempt, receipt(run))));
            }
            moves.add(new Move("fail", new Event.Failed(step, attempt, failure(true), 0.5)));
            moves.add(new Move("fail", new Event.Failed(step, attempt, failure(false), 0)));
            moves.add(new Move("lose", new Event.Lost(step, attempt, "gone", false)));
            if (run.directive().looksBack()) {
                moves.add(new Move("lose", new Event.Lost(step, attempt, "dark", true)));
            }
        }
        for (State.Attempt old : state.mode.hanging()) {
            StepId step = state.graph.step(old.step()).id();
            Event.Lost lost = new Event.Lost(step, old.number(), "gone at last", false);
            if (isOld(lost) && state.end().isEmpty()) {
                moves.add(new Move("lose", lost));
            }
        }
        for (Timer timer : timers) {
            boolean expiry = timer.purpose() == Timer.Purpose.EXPIRY;
            if (!expiry || budget.expiries() > 0) {
                moves.add(new Move(expiry ? "expiry" : "timer", new Event.TimerFired(timer)));
            }
        }
        return moves;
    }

    /// Of an attempt that was left alone, and after which another one began.
    private boolean isOld(Event.Lost lost) {
        Command.Run latest = working.get(lost.step());
        return latest == null || latest.attempt() != lost.attempt();
    }

    private static boolean isOfPeople(Command.Run run) {
        return run.step().action() instanceof Action.OfPeople;
    }

    /// What people are asked to do, they do at last; and much that does not count.
    private void addPeople(List<Move> moves) {
        for (Step step : state.plan()) {
            if (state.step(step.id()) instanceof StepState.Awaiting awaiting) {
                switch (awaiting.demand()) {
                    case Demand.Signatures asked -> addSignatures(step, asked, moves);
                    case Demand.Deed _ ->
                            moves.add(
                                    new Move(
                                            "deed",
                                            new Event.Ordered(
                                                    "deed",
                                                    new Order.TakeAsDone(step.id()),
                                                    "seen")));
                }
            }
        }
    }

    private void addSignatures(Step step, Demand.Signatures asked, List<Move> moves) {
        String text = asked.request().text(start);
        for (Signer signer : List.of(Signer.ANN, Signer.BEN, Signer.CLEO)) {
            Move move = signature(step, signer.sign(text));
            Order order = ((Event.Ordered) move.event()).order();
            if (Machine.refuses(state, order).isEmpty()) {
                moves.add(move);
            }
        }
        for (ApprovalRequest old : asked.expired()) {
            checkRefused(signature(step, Signer.ANN.sign(old.text(start))));
        }
    }

    private static Move signature(Step step, String signature) {
        return new Move(
                "sign",
                new Event.Ordered("sign", new Order.Approve(step.id(), signature), "because"));
    }

    /// What people and other controllers may do, within the budget.
    List<Move> interference() {
        List<Move> moves = new ArrayList<>();
        if (events.isEmpty()) {
            return moves;
        }
        for (StepState.Question question : state.questions()) {
            for (Answer answer : Answer.values()) {
                if (budget.answers() > 0 || answer == Answer.FAIL) {
                    moves.add(
                            new Move(
                                    "answer", new Event.Answered(question.step(), answer, "seen")));
                }
            }
        }
        if (state.end().isEmpty()) {
            addPeople(moves);
        }
        if (state.paused() && state.end().isEmpty()) {
            moves.add(new Move("resume", new Event.ResumeAsked("")));
        } else if (budget.pauses() > 0 && state.end().isEmpty()) {
            moves.add(new Move("pause", new Event.PauseAsked("")));
        }
        if (budget.aborts() > 0 && state.end().isEmpty()) {
            moves.add(new Move("abort", new Event.AbortAsked("")));
        }
        if (budget.orders() > 0) {
            addOrders(moves);
        }
        if (budget.undos() > 0 && state.end().isEmpty()) {
            addUndo(moves, new Order.AbortAndUndo(false));
            addUndo(moves, new Order.AbortAndUndo(true));
            if (state.isTakingBack()) {
                addUndo(moves, new Order.Abort());
            }
        }
        if (budget.takeovers() > 0 && state.end().filter(end -> end != EndState.FAILED).isEmpty()) {
            Epoch next = state.epoch().orElseThrow().next();
            moves.add(new Move("takeover", new Event.TookOver(next, Predecessor.ENDED)));
            moves.add(new Move("takeover", new Event.TookOver(next, Predecessor.UNKNOWN)));
        }
        return moves;
    }

    private void addUndo(List<Move> moves, Order order) {
        Move move = new Move("undo", new Event.Ordered("undo", order, "because"));
        if (Machine.refuses(state, order).isEmpty()) {
            moves.add(move);
        } else {
            checkRefused(move);
        }
    }

    private void addOrders(List<Move> moves) {
        List<Order> orders =
                new ArrayList<>(List.of(new Order.Pause(), new Order.Resume(), new Order.Abort()));
        List<Step> steps = new ArrayList<>(state.plan());
        steps.addAll(state.undoing());
        for (Step step : steps) {
            orders.add(new Order.Retry(step.id()));
            orders.add(new Order.Skip(step.id()));
            orders.add(new Order.TakeAsDone(step.id()));
        }
        for (Order order : orders) {
            Move move = new Move("order", new Event.Ordered("order-1", order, "because"));
            if (state.end().isEmpty() && Machine.refuses(state, order).isEmpty()) {
                moves.add(move);
            } else {
                checkRefused(move);
            }
        }
    }

    /// What is refused would change nothing, were it taken all the same.
    private void checkRefused(Move move) {
        State after =
                Machine.next(
                                state,
                                new JournalEvent(
                                        state.events() + 1,
                                        Plans.BEGAN,
                                        Actor.MUSTER,
                                        move.event()))
                        .state();
        check(
                after.steps.equals(state.steps) && after.end().equals(state.end()),
                "what is refused changes nothing",
                move);
    }

    Simulation after(Move move) {
        Simulation copy = new Simulation(this);
        copy.take(move);
        return copy;
    }

    void take(Move move) {
        spend(move);
        forget(move.event());
        JournalEvent event =
                new JournalEvent(state.events() + 1, Plans.BEGAN, Actor.MUSTER, move.event());
        State before = state;
        Decision decision = Machine.next(state, event);
        events.add(event);
        state = decision.state();
        decision.commands().forEach(command -> hear(command, move));
        checkSteps(before, move);
        checkEnd(move);
    }

    private void spend(Move move) {
        budget =
                new Budget(
                        budget.takeovers() - used(move, "takeover"),
                        budget.pauses() - used(move, "pause"),
                        budget.aborts() - used(move, "abort"),
                        budget.answers() - used(move, "answer"),
                        budget.orders() - used(move, "order"),
                        budget.expiries() - used(move, "expiry"),
                        budget.undos() - used(move, "undo"));
    }

    private static int used(Move move, String name) {
        return move.name().equals(name) ? 1 : 0;
    }

    /// What the driver no longer has once it reports an event.
    private void forget(Event event) {
        switch (event) {
            case Event.TookOver _ -> {
                dispatched.clear();
                working.clear();
                timers.clear();
                finished = false;
            }
            case Event.Started(StepId step, int _, Epoch _) -> {
                working.put(step, dispatched.remove(step));
                begun.add(step);
                told.remove(step);
            }
            case Event.TimerFired(Timer timer) -> timers.remove(timer);
            case Event.Answered answered -> {
                told.add(answered.step());
                decided.add(answered.step());
            }
            case Event.Lost lost when isOld(lost) -> {}
            case Event.OfStep ofStep -> {
                working.remove(ofStep.step());
                timers.removeIf(timer ->
                        timer.step().equals(ofStep.step())
                                && timer.purpose() != Timer.Purpose.RETRY);
            }
            case Event.Ordered ordered ->
                    ordered.order()
                            .about()
                            .ifPresent(step -> {
                                told.add(step);
                                decided.add(step);
                                // one that is early is nobody's any more, and changes nothing
                                timers.removeIf(timer ->
                                        timer.step().equals(step)
                                                && timer.purpose() == Timer.Purpose.RETRY);
                            });
            case Event.PauseAsked _, Event.ResumeAsked _, Event.AbortAsked _ -> {}
        }
    }

    private void hear(Command command, Move move) {
        check(!finished, "nothing is commanded after the end", move);
        switch (command) {
            case Command.Run run -> hearRun(run, move);
            case Command.Wake wake -> timers.add(wake.timer());
            case Command.Cancel cancel ->
                    check(working.containsKey(cancel.step()), "only what runs is cancelled", move);
            case Command.Ask _ -> {}
            case Command.Await await -> checkAwait(await, move);
            case Command.Finish _ -> finished = true;
        }
    }

    private void checkAwait(Command.Await await, Move move) {
        for (StepId before : start.plan().step(await.step()).orElseThrow().after()) {
            check(
                    state.step(before) instanceof StepState.Done,
                    "people are asked after what comes before",
                    move);
        }
    }

    /// An approval is written down only where enough different keys signed exactly this.
    private void checkPeople(Command.Run run, Move move) {
        check(
                !(run.directive() instanceof Directive.Fresh),
                "what only people do is not done without them",
                move);
        if (run.step().action() instanceof Action.Approve approve) {
            check(
                    switch (run.directive()) {
                        case Directive.ProbeFirst _, Directive.ProbeOnly _ -> true;
                        case Directive.Approved told -> isQuorum(approve.approval(), told);
                        default -> false;
                    },
                    "an approval is given by signatures only",
                    move);
        }
    }

    private boolean isQuorum(Approval approval, Directive.Approved told) {
        String text = told.request().text(start);
        Set<String> valid = new HashSet<>();
        for (Signer signer : List.of(Signer.ANN, Signer.BEN, Signer.CLEO)) {
            if (signer != Signer.CLEO || told.request().number() > 1) {
                valid.add(signer.sign(text));
            }
        }
        return told.signed().stream()
                        .filter(signed -> valid.contains(signed.signature()))
                        .map(Signed::key)
                        .distinct()
                        .count()
                >= approval.of();
    }

    private void hearRun(Command.Run run, Move move) {
        if (isOfPeople(run)) {
            checkPeople(run, move);
        }
        check(
                !state.aborting() || run.undoes().isPresent(),
                "under an abort nothing is done, only taken back",
                move);
        run.undoes().ifPresent(undone -> checkUndo(undone, move));
        StepId step = run.step().id();
        for (StepId before : run.step().after()) {
            check(
                    state.step(before) instanceof StepState.Done,
                    "a step runs after what it waits for",
                    move);
        }
        check(
                run.attempt() > attempts.getOrDefault(step, 0),
                "each attempt has a new number",
                move);
        attempts.put(step, run.attempt());
        boolean fresh = run.directive() instanceof Directive.Fresh;
        check(!fresh || !begun.contains(step), "what was begun is looked at first", move);
        boolean unasked =
                switch (run.directive()) {
                    case Directive.RunAgain _ -> told.contains(step);
                    case Directive.Skip _, Directive.TakeAsDone _, Directive.Approved _ ->
                            decided.contains(step);
                    case Directive.Fresh _, Directive.ProbeFirst _, Directive.ProbeOnly _ -> true;
                };
        check(
                unasked,
                "only a person says that a step is run without looking, or not at all",
                move);
        dispatched.put(step, run);
    }

    /// Nothing of the plan goes on, what was done later is taken back already, and no point of no
    /// return was passed unasked.
    private void checkUndo(Step undone, Move move) {
        check(
                working.values().stream().allMatch(it -> it.undoes().isPresent()),
                "nothing is taken back while something is under way",
                move);
        List<StepId> order = completions();
        int place = order.indexOf(undone.id());
        for (Step other : state.plan()) {
            int undo = state.graph.undoOf(state.graph.number(other.id()));
            boolean later =
                    place >= 0 && order.indexOf(other.id()) > place || dependsOn(other, undone);
            boolean began = begun.contains(other.id()) || order.contains(other.id());
            if (undo >= 0 && later && began && !isSkipped(other)) {
                check(
                        state.steps.get(undo) instanceof StepState.Done,
                        other.id() + " is taken back before " + undone.id(),
                        move);
            }
            check(
                    state.mode.undo().wish() == Undo.Wish.EVERYTHING
                            || !other.pointOfNoReturn()
                            || !order.contains(other.id())
                            || isSkipped(other),
                    "nothing is taken back past the point of no return",
                    move);
        }
    }

    private boolean isSkipped(Step step) {
        return state.step(step.id()) instanceof StepState.Done(Receipt receipt)
                && receipt.origin() == Receipt.Origin.SKIPPED;
    }

    private boolean dependsOn(Step later, Step earlier) {
        return later.after().stream()
                .anyMatch(id ->
                        id.equals(earlier.id())
                                || dependsOn(start.plan().step(id).orElseThrow(), earlier));
    }

    /// The steps of the plan that are done, in the order in which they became so.
    private List<StepId> completions() {
        List<StepId> order = new ArrayList<>();
        for (JournalEvent event : events) {
            if (event.event() instanceof Event.Done done
                    && state.graph.number(done.step()) < state.graph.planned()
                    && state.step(done.step()) instanceof StepState.Done
                    && !order.contains(done.step())) {
                order.add(done.step());
            }
        }
        return order;
    }

    /// What was begun is taken back where that was wished, and nothing stopped it.
    private void checkTakenBack(Move move) {
        Undo undo = state.mode.undo();
        if (state.end().isEmpty()
                || !undo.begun()
                || undo.left().isPresent()
                || undo.wish() == Undo.Wish.NOTHING) {
            return;
        }
        boolean stopped =
                undo.order().stream()
                        .anyMatch(step -> state.steps.get(step) instanceof StepState.Failed);
        for (Step step : state.plan()) {
            int number = state.graph.undoOf(state.graph.number(step.id()));
            if (number >= 0 && begun.contains(step.id()) && !isSkipped(step)) {
                check(
                        stopped || state.steps.get(number) instanceof StepState.Done,
                        step.id() + " is taken back at the end",
                        move);
            }
        }
    }

    private void checkSteps(State before, Move move) {
        int inFlight = 0;
        for (Step step : all()) {
            StepState now = state.step(step.id());
            if (before.step(step.id()) instanceof StepState.Done done) {
                check(now.equals(done), "what is done stays done", move);
            }
            if (now instanceof StepState.Dispatched || now instanceof StepState.Running) {
                inFlight++;
            }
        }
        check(inFlight == state.inFlight(), "what runs is counted", move);
        check(inFlight <= start.policy().maxInFlight(), "no more runs than may", move);
        for (RunPolicy.Limit limit : start.policy().limits()) {
            long ofLimit =
                    all().stream()
                            .filter(step -> limit.components().contains(step.action().component()))
                            .map(step -> state.step(step.id()))
                            .filter(now ->
                                    now instanceof StepState.Dispatched
                                            || now instanceof StepState.Running)
                            .count();
            check(ofLimit <= limit.most(), "no more of a kind run than may", move);
        }
    }

    private void checkEnd(Move move) {
        boolean all =
                state.plan().stream()
                        .allMatch(step -> state.step(step.id()) instanceof StepState.Done);
        boolean skipped =
                state.receipts().stream()
                        .anyMatch(receipt -> receipt.origin() == Receipt.Origin.SKIPPED);
        EndState end = state.end().orElse(EndState.OPEN);
        check(
                (end == EndState.SUCCEEDED) == (all && !skipped),
                "success is when every step is done",
                move);
        check(
                (end == EndState.INCOMPLETE) == (all && skipped),
                "what was skipped is not forgotten at the end",
                move);
        checkTakenBack(move);
        check(state.end().isPresent() == finished, "the end is said once, when it comes", move);
        boolean stuck =
                state.end().isEmpty()
                        && !state.paused()
                        && dispatched.isEmpty()
                        && working.isEmpty()
                        && state.mode.hanging().isEmpty()
                        && timers.isEmpty();
        check(
                !stuck || state.waitsForPeopleOnly() || state.awaiting() > 0,
                "where nothing goes on, the run has ended or waits for people",
                move);
        check(
                !state.waitsForPeopleOnly() || !state.questions().isEmpty(),
                "who waits for people asks them",
                move);
    }

    void checkReplay() {
        State replayed = Machine.begin(start);
        for (JournalEvent event : events) {
            replayed = Machine.next(replayed, event).state();
        }
        if (!replayed.equals(state) || replayed.hashCode() != state.hashCode()) {
            throw new AssertionError("a replay gives another state: " + replayed + ", " + state);
        }
    }

    private void check(boolean holds, String what, Move move) {
        if (!holds) {
            StringBuilder story = new StringBuilder(what + ", but not after " + move + ":\n");
            events.forEach(event -> story.append("  ").append(event.event()).append('\n'));
            state.plan()
                    .forEach(step ->
                            story.append("  ")
                                    .append(step.id())
                                    .append(step.after())
                                    .append(" is ")
                                    .append(state.step(step.id()))
                                    .append('\n'));
            throw new AssertionError(story.toString());
        }
    }

    private static Failure failure(boolean retryable) {
        return new Failure("MUS-4001", "no answer", "", retryable, Details.NONE);
    }

    private static Receipt receipt(Command.Run run) {
        return new Receipt(
                Plans.RUN,
                run.step().id(),
                run.attempt(),
                run.epoch(),
                run.directive() instanceof Directive.Skip
                        ? Receipt.Origin.SKIPPED
                        : Receipt.Origin.RAN,
                Plans.BEGAN,
                Instant.from(Plans.BEGAN),
                Details.NONE);
    }
}
