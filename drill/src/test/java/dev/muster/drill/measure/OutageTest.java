package dev.muster.drill.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.drill.client.Answer;
import dev.muster.drill.client.Answer.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    private static Answer answer(Question what, long asked, long answered, boolean good) {
        return new Answer(what, at(asked), at(answered), good, good ? "200" : "refused");
    }

    /// One question every 100 ms, each answered after 10 ms; bad in [from, to).
    private static List<Answer> series(Question what, long from, long to, long end) {
        List<Answer> answers = new ArrayList<>();
        for (long asked = 0; asked < end; asked += 100) {
            answers.add(answer(what, asked, asked + 10, asked < from || asked >= to));
        }
        return answers;
    }

    @Test
    void anOutageLastsFromTheLastGoodAnswerToTheFirst() {
        assertThat(Outage.firstAfter(series(Question.PROBE, 1000, 4000, 6000), START))
                .contains(new Outage(at(910), Optional.of(at(4010)), 30));
    }

    @Test
    void withoutABadAnswerThereWasNone() {
        assertThat(Outage.firstAfter(series(Question.PROBE, 0, 0, 3000), START)).isEmpty();
        assertThat(Outage.firstAfter(series(Question.PROBE, 100, 300, 3000), at(2000))).isEmpty();
    }

    @Test
    void itIsOpenAsLongAsNothingIsGoodAgain() {
        Outage outage =
                Outage.firstAfter(series(Question.PROBE, 1000, 9000, 3000), START).orElseThrow();

        assertThat(outage.firstGood()).isEmpty();
        assertThat(outage.duration()).isEmpty();
    }

    @Test
    void itIsDownWhileAnyKindOfQuestionFails() {
        List<Answer> answers = new ArrayList<>(series(Question.PROBE, 1000, 4000, 9000));
        answers.addAll(series(Question.ORDER, 800, 5000, 9000));

        assertThat(Outage.firstAfter(answers, START).orElseThrow())
                .extracting(Outage::lastGood, Outage::firstGood)
                .containsExactly(at(710), Optional.of(at(5010)));
    }

    @Test
    void aGoodAnswerThatDoesNotLastEndsNothing() {
        List<Answer> answers = new ArrayList<>(series(Question.PROBE, 1000, 4000, 9000));
        answers.replaceAll(old ->
                old.askedAt().equals(at(2000)) ? answer(Question.PROBE, 2000, 2010, true) : old);

        assertThat(Outage.firstAfter(answers, START).orElseThrow().firstGood()).contains(at(4010));
    }

    @Test
    void aLateFailureOfAnEarlyQuestionIsNoRelapse() {
        List<Answer> answers = new ArrayList<>(series(Question.PROBE, 1000, 4000, 9000));
        answers.add(answer(Question.PROBE, 3950, 5950, false));

        assertThat(Outage.firstAfter(answers, START).orElseThrow().firstGood()).contains(at(4010));
    }

    @Test
    void theOrderInWhichAnswersAreGivenDoesNotMatter() {
        long seed = new Random().nextLong();
        List<Answer> answers = new ArrayList<>(series(Question.PROBE, 1000, 4000, 9000));
        answers.addAll(series(Question.ORDER, 1200, 4300, 9000));
        Optional<Outage> expected = Outage.firstAfter(answers, START);

        Collections.shuffle(answers, new Random(seed));

        assertThat(Outage.firstAfter(answers, START)).as("seed %s", seed).isEqualTo(expected);
        assertThat(expected.orElseThrow().duration()).contains(Duration.ofMillis(3400));
    }
}
