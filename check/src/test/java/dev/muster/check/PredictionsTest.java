package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.check.Prediction.Objective;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ComponentId;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Term;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private static List<Prediction> predictions(String text, Facts facts) {
        return Predictions.of(Shop.strategy(text), new ScenarioId("region-loss"), facts);
    }

    @Test
    void eachObjectiveIsAskedAndPredicted() {
        assertThat(predictions(Shop.text(), Facts.NONE))
                .extracting(prediction ->
                        prediction.component()
                                + " "
                                + prediction.objective()
                                + " asked "
                                + prediction.asked().orElseThrow()
                                + " predicted "
                                + prediction.predicted().orElseThrow())
                .containsExactly(
                        "orders-db RPO asked PT5S predicted PT0S",
                        "orders-db RTO asked PT1M predicted PT30.5S",
                        "shop RTO asked PT1M predicted PT35.5S",
                        "front RTO asked PT1M10S predicted PT36.2S");
    }

    @Test
    void termsAddUpToWhatIsPredicted() {
        for (Prediction prediction : predictions(Shop.text(), Facts.NONE)) {
            assertThat(
                            prediction.terms().stream()
                                    .map(Term::duration)
                                    .reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(prediction.predicted().orElseThrow());
        }
    }

    @Test
    void measuredTimesChangeThePrediction() {
        StepTime restore =
                new StepTime(new ComponentId("orders-db"), "restore", Duration.ofSeconds(120), 4);
        Facts facts = new Facts(Instant.EPOCH, List.of(restore), Map.of());
        Prediction shop = predictions(Shop.text(), facts).get(2);
        assertThat(shop.predicted()).contains(Duration.ofMillis(135_500));
        assertThat(shop.met()).isFalse();
        assertThat(shop.terms())
                .contains(
                        new Term(
                                "orders-db-restore",
                                Duration.ofSeconds(120),
                                "measured in 4 runs"));
    }

    @Test
    void losingEverythingIsNoNumberAndMeetsNothing() {
        String text =
                Shop.with(
                        "    copies:\n      - { url: \"file:///srv/south/vault\", region: south }\n",
                        "");
        Prediction loss = predictions(text, Facts.NONE).getFirst();
        assertThat(loss.objective()).isEqualTo(Objective.RPO);
        assertThat(loss.predicted()).isEmpty();
        assertThat(loss.met()).isFalse();
    }
}
