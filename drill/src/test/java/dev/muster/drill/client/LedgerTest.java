package dev.muster.drill.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant T1 = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final Instant T2 = Instant.parse("2026-03-01T10:00:01Z");

    @TempDir Path folder;

    @Test
    void whatWasWrittenIsReadBack() {
        Path file = folder.resolve("ledger");
        try (Ledger ledger = new Ledger(file)) {
            ledger.sent(Order.of(7), T1);
            ledger.sent(Order.of(8), T2);
            ledger.acknowledged(Order.of(7), T2);
        }

        assertThat(Ledger.read(file))
                .containsExactly(
                        new LedgerEntry(Order.of(7), T1, Optional.of(T2)),
                        new LedgerEntry(Order.of(8), T2, Optional.empty()));
        assertThat(Ledger.highest(Ledger.read(file), 0)).isEqualTo(8);
    }

    @Test
    void halfALineAtTheEndIsNothingAndIsWrittenOver() throws Exception {
        Path file = folder.resolve("ledger");
        try (Ledger ledger = new Ledger(file)) {
            ledger.sent(Order.of(7), T1);
        }
        Files.writeString(file, "acknowledged 2026-03-0", StandardOpenOption.APPEND);

        assertThat(Ledger.read(file))
                .extracting(LedgerEntry::acknowledgedAt)
                .containsOnly(Optional.empty());
        try (Ledger ledger = new Ledger(file)) {
            ledger.acknowledged(Order.of(7), T2);
        }
        assertThat(Ledger.read(file))
                .containsExactly(new LedgerEntry(Order.of(7), T1, Optional.of(T2)));
    }

    @Test
    void aDamagedBookIsNotMeasuredFrom() throws Exception {
        for (String text :
                List.of(
                        "sent yesterday 7,1,1,1\n",
                        "garbage\n",
                        "acknowledged 2026-03-01T10:00:00Z 7,1,1,1\n",
                        "sent 2026-03-01T10:00:00Z 7,1,1,1\nsent 2026-03-01T10:00:00Z 7,1,1,1\n")) {
            Path file = folder.resolve("damaged");
            Files.writeString(file, text);
            assertThatThrownBy(() -> Ledger.read(file))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void noBookYetIsAnEmptyOne() {
        assertThat(Ledger.read(folder.resolve("absent"))).isEmpty();
        assertThat(AnswerLog.read(folder.resolve("absent"))).isEmpty();
    }

    @Test
    void answersAreReadBack() {
        Path file = folder.resolve("answers");
        List<Answer> answers =
                List.of(
                        new Answer(Answer.Question.PROBE, T1, T2, true, "200"),
                        new Answer(Answer.Question.ORDER, T1, T1, false, "ConnectException"));
        try (AnswerLog log = new AnswerLog(file)) {
            answers.forEach(log::add);
        }

        assertThat(AnswerLog.read(file)).isEqualTo(answers);
    }

    @Test
    void ordersFollowFromTheirNumbers() {
        for (long number = 1; number < 5_000; number++) {
            Order order = Order.of(number);
            assertThat(Order.parse(order.row())).contains(order);
            assertThat(order.product()).isBetween(1, 1_000);
            assertThat(order.customer()).isBetween(1, 5_000);
            assertThat(order.quantity()).isBetween(1, 9);
        }
        assertThat(Order.parse("1,2,3")).isEmpty();
    }
}
