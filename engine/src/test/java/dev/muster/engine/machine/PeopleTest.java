package dev.muster.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.Plans;
import dev.muster.engine.Signer;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Predecessor;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Timer;
import dev.muster.record.approval.ApprovalRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people are asked, and what counts of their answers.
class PeopleTest {
    private static final StepId APPROVAL = new StepId("approval");
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private State state = Machine.begin(Plans.run(Plans.step("a")));
    private List<Command> commands = List.of();
    private Instant now = Plans.BEGAN;

    @BeforeEach
    void begin() {
        begin(2);
    }

    private void begin(int of) {
        begin(
                Plans.run(
                        Signer.approval("approval", of, WITHIN),
                        Plans.step("a", "approval"),
                        Plans.step("b")));
    }

    private void begin(RunStart start) {
        state = Machine.begin(start);
        hear(new Event.TookOver(Epoch.FIRST, Predecessor.NONE));
    }

    private void hear(Event event) {
        JournalEvent next = new JournalEvent(state.events() + 1, now, new Actor("you"), event);
        Decision decision = Machine.next(state, next);
        state = decision.state();
        commands = decision.commands();
    }

    private Optional<String> refused(Order order) {
        return Machine.refuses(state, order);
    }

    private void take(Order order) {
        assertThat(refused(order)).isEmpty();
        hear(new Event.Ordered("order-" + state.events(), order, "because"));
    }

    private Demand.Signatures asked() {
        return (Demand.Signatures) ((StepState.Awaiting) state.step(APPROVAL)).demand();
    }

    private String text() {
        return asked().request().text(state.start());
    }

    private Order.Approve by(Signer signer) {
        return new Order.Approve(APPROVAL, signer.sign(text()));
    }

    private List<String> runs() {
        return commands.stream()
                .filter(Command.Run.class::isInstance)
                .map(it -> ((Command.Run) it).step().id().value())
                .toList();
    }

    private void done(String step, int attempt, Receipt.Origin origin) {
        StepId id = new StepId(step);
        Epoch epoch = state.epoch().orElseThrow();
        hear(new Event.Started(id, attempt, epoch));
        hear(
                new Event.Done(
                        id,
                        attempt,
                        new Receipt(
                                Plans.RUN, id, attempt, epoch, origin, now, now, Details.NONE)));
    }

    private void expire() {
        ApprovalRequest request = asked().request();
        now = request.until();
        hear(new Event.TimerFired(new Timer(APPROVAL, request.number(), Timer.Purpose.EXPIRY)));
    }

    @Test
    void whatWaitsForAnApprovalWaitsAndTheRestGoesOn() {
        assertThat(runs()).containsExactly("b");
        assertThat(state.step(APPROVAL)).isInstanceOf(StepState.Awaiting.class);
        assertThat(state.step(new StepId("a"))).isEqualTo(new StepState.Waiting(1));
        assertThat(commands).anyMatch(Command.Await.class::isInstance);
    }

    @Test
    void enoughDifferentKeysOpenIt() {
        take(by(Signer.ANN));
        assertThat(runs()).isEmpty();
        take(by(Signer.BEN));
        assertThat(runs()).containsExactly("approval");
        Command.Run run = (Command.Run) commands.getFirst();
        assertThat(run.directive()).isInstanceOf(Directive.Approved.class);
        done("approval", run.attempt(), Receipt.Origin.ANSWERED);
        assertThat(runs()).containsExactly("a");
    }

    @Test
    void theSameKeyCountsOnce() {
        take(by(Signer.ANN));
        assertThat(refused(by(Signer.ANN)).orElseThrow())
                .contains("the key of ann (SHA256:")
                .contains("has signed already; 1 with other keys are missing");
    }

    @Test
    void aKeyOfNobodyWhoMaySignCountsNothing() {
        assertThat(refused(by(Signer.STRANGER)).orElseThrow())
                .contains(Signer.STRANGER.key().fingerprint())
                .contains("is none of those who may sign: ann, ben");
    }

    @Test
    void whoIsToldWhenNobodyAnsweredMaySignFromThenOn() {
        assertThat(refused(by(Signer.CLEO)).orElseThrow())
                .contains("is that of cleo, who may sign only when the others have not by");
        expire();
        take(by(Signer.CLEO));
        take(by(Signer.BEN));
        assertThat(runs()).containsExactly("approval");
    }

    @Test
    void anotherTextCountsNothing() {
        for (String other :
                List.of(
                        text().replace("run: run-1", "run: run-2"),
                        text().replace("approval: approval", "approval: approval-2"),
                        text().replace("controller: 1", "controller: 2"),
                        text().replaceAll("sha256:..", "sha256:00"),
                        text().replace("valid until: 2026", "valid until: 2027"),
                        text() + "\n")) {
            assertThat(refused(new Order.Approve(APPROVAL, Signer.ANN.sign(other))).orElseThrow())
                    .contains("not made for this request")
                    .contains("muster run approve run-1 approval --request");
        }
    }

    @Test
    void aSignatureForSomethingElseCountsNothing() {
        Order order = new Order.Approve(APPROVAL, Signer.ANN.sign(text(), "git"));
        assertThat(refused(order).orElseThrow())
                .contains("it was signed for 'git'; sign with: ssh-keygen -Y sign -n");
        assertThat(refused(new Order.Approve(APPROVAL, "hello")).orElseThrow())
                .contains("the signature cannot be read");
    }

    @Test
    void aRequestThatExpiredIsMadeAnewAndItsSignaturesAreVoid() {
        Order.Approve late = by(Signer.BEN);
        take(by(Signer.ANN));
        Instant until = asked().request().until();
        expire();
        assertThat(asked().request().number()).isEqualTo(2);
        assertThat(asked().request().until()).isEqualTo(until.plus(WITHIN));
        assertThat(asked().signed()).isEmpty();
        assertThat(refused(late).orElseThrow())
                .contains("it is for the request that was valid until " + until + ", and expired");
        take(by(Signer.ANN));
        take(by(Signer.BEN));
        assertThat(runs()).containsExactly("approval");
    }

    @Test
    void aSuccessorThatKnowsAllGoesOnWithWhatWasSigned() {
        take(by(Signer.ANN));
        hear(new Event.TookOver(new Epoch(2), Predecessor.ENDED));
        assertThat(asked().signed()).hasSize(1);
        assertThat(asked().request().epoch()).isEqualTo(Epoch.FIRST);
        assertThat(commands)
                .anyMatch(it ->
                        it instanceof Command.Wake wake
                                && wake.timer().purpose() == Timer.Purpose.EXPIRY);
        take(by(Signer.BEN));
        assertThat(runs()).contains("approval");
    }

    @Test
    void aSuccessorThatComesTooLateAsksAnew() {
        take(by(Signer.ANN));
        now = asked().request().until().plusSeconds(1);
        hear(new Event.TookOver(new Epoch(2), Predecessor.ENDED));
        assertThat(asked().request().number()).isEqualTo(2);
        assertThat(asked().request().epoch()).isEqualTo(new Epoch(2));
        assertThat(asked().signed()).isEmpty();
    }

    @Test
    void aSuccessorThatKnowsNothingLooksForTheReceiptAndAsksAnew() {
        Order.Approve old = by(Signer.ANN);
        hear(new Event.TookOver(new Epoch(2), Predecessor.UNKNOWN));
        assertThat(runs()).contains("approval");
        hear(new Event.Started(APPROVAL, 1, new Epoch(2)));
        hear(new Event.Lost(APPROVAL, 1, "nobody said so", true));
        assertThat(asked().request().epoch()).isEqualTo(new Epoch(2));
        assertThat(refused(old)).isPresent();
        take(by(Signer.ANN));
    }

    @Test
    void anApprovalIsGivenBySignaturesAndNothingElse() {
        for (Order order :
                List.of(
                        new Order.Skip(APPROVAL),
                        new Order.TakeAsDone(APPROVAL),
                        new Order.Retry(APPROVAL))) {
            assertThat(refused(order).orElseThrow())
                    .isEqualTo(
                            "approval is an approval; it is given with: muster run approve run-1"
                                    + " approval");
        }
        assertThat(refused(new Order.Skip(new StepId("a"))).orElseThrow())
                .isEqualTo("a waits for approval");
    }

    @Test
    void whatIsNoApprovalIsNotApproved() {
        Order order = new Order.Approve(new StepId("b"), Signer.ANN.sign(text()));
        assertThat(refused(order).orElseThrow())
                .isEqualTo("b is no approval; the run has approval");
    }

    @Test
    void anAbortEndsTheWaiting() {
        begin(Plans.run(Signer.approval("approval", 1, WITHIN), Signer.deed("bank")));
        take(new Order.Abort());
        assertThat(state.end()).contains(EndState.ABORTED);
        assertThat(state.step(APPROVAL)).isInstanceOf(StepState.Stopped.class);
        assertThat(state.step(new StepId("bank"))).isInstanceOf(StepState.Unknown.class);
    }

    @Test
    void nothingIsAskedWhileTheRunIsPausedButSignaturesAreTaken() {
        begin(1);
        take(new Order.Pause());
        take(by(Signer.ANN));
        assertThat(runs()).isEmpty();
        take(new Order.Resume());
        assertThat(runs()).contains("approval");
    }

    @Test
    void whatPeopleDoIsDoneWhenTheySaySo() {
        begin(Plans.run(Signer.deed("bank"), Plans.step("a", "bank")));
        StepId bank = new StepId("bank");
        assertThat(runs()).isEmpty();
        assertThat(state.waitsForPeopleOnly()).isFalse();
        assertThat(refused(new Order.Retry(bank)).orElseThrow())
                .contains("muster run done run-1 bank --saw TEXT");
        take(new Order.TakeAsDone(bank));
        assertThat(runs()).containsExactly("bank");
        done("bank", 1, Receipt.Origin.ANSWERED);
        assertThat(runs()).containsExactly("a");
    }

    @Test
    void anAttemptThatCannotWriteItDownIsNeverAskedAbout() {
        begin(Plans.run(Plans.policy(1, 1), Signer.approval("approval", 1, WITHIN)));
        take(by(Signer.ANN));
        hear(new Event.Started(APPROVAL, 1, Epoch.FIRST));
        hear(new Event.Lost(APPROVAL, 1, "home is gone", false));
        assertThat(state.questions()).isEmpty();
        assertThat(state.end()).contains(EndState.FAILED);
        hear(new Event.TookOver(new Epoch(2), Predecessor.ENDED));
        assertThat(((Command.Run) commands.getFirst()).directive())
                .isEqualTo(new Directive.ProbeFirst());
    }
}
