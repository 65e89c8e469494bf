package dev.muster.provider.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynchronousNamesTest {
    private static final String RECEIVER = "muster_db";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | muster_db",
                "s1                        | FIRST 2 (s1, muster_db)",
                "\"Standby One\"           | FIRST 2 (\"Standby One\", muster_db)",
                "FIRST 2 (s1, s2)          | FIRST 3 (s1, s2, muster_db)",
                "2 (s1, s2)                | FIRST 3 (s1, s2, muster_db)",
                "any 2 (s1, s2)            | ANY 3 (s1, s2, muster_db)",
                "ANY 1 (s1)                | ANY 2 (s1, muster_db)",
                "muster_db                 | muster_db",
                "ANY 2 (muster_db, s1)     | ANY 2 (muster_db, s1)",
                "\"any\"                   | FIRST 2 (\"any\", muster_db)",
            })
    void aReceiverIsAddedWhereAllMustAnswer(String before, String after) {
        SynchronousNames names = SynchronousNames.parse(before).orElseThrow();

        assertThat(names.with(RECEIVER).map(SynchronousNames::toString)).contains(after);
        assertThat(SynchronousNames.parse(after).orElseThrow().isRequired(RECEIVER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s1, s2",
                "*",
                "FIRST 1 (s1, s2)",
                "ANY 1 (s1, s2)",
                "ANY 2 (s1, s2, s3)",
                "ANY 1 (muster_db, s1)",
                "FIRST 1 (muster_db, s1)",
                "ANY 1 (*)",
            })
    void aReceiverIsNotAddedWhereCommitsCouldPassWithoutIt(String before) {
        SynchronousNames names = SynchronousNames.parse(before).orElseThrow();

        assertThat(names.isRequired(RECEIVER)).isFalse();
        assertThat(names.with(RECEIVER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "muster_db                  | ''",
                "FIRST 2 (s1, muster_db)    | s1",
                "ANY 3 (s1, s2, muster_db)  | ANY 2 (s1, s2)",
                "ANY 1 (s1, muster_db)      | s1",
                "s1                         | s1",
                "ANY 1 (s1, s2)             | ANY 1 (s1, s2)",
            })
    void takenAwayTheOthersStayAsRequiredAsTheyWere(String before, String after) {
        SynchronousNames names = SynchronousNames.parse(before).orElseThrow();

        assertThat(names.without(RECEIVER)).hasToString(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"s1,", "ANY (s1)", "FIRST 1 s1", "2 (s1", "s1 s2", "'s1'", "0 (s1)", ","})
    void whatPostgresqlWouldNotTakeIsNotUnderstood(String text) {
        assertThat(SynchronousNames.parse(text)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            SynchronousNames names = names(random);

            assertThat(SynchronousNames.parse(names.toString()))
                    .as("seed %d, '%s'", seed, names)
                    .contains(names);
        }
    }

    private static SynchronousNames names(Random random) {
        List<String> some =
                List.of("s1", "Standby", "a b", "say \"x\"", "first", "ANY", "muster_db", "*", "é");
        List<String> names =
                IntStream.range(0, 2 + random.nextInt(3))
                        .mapToObj(i -> some.get(random.nextInt(some.size())))
                        .toList();
        SynchronousNames.Method method = SynchronousNames.Method.values()[random.nextInt(2)];
        return new SynchronousNames(method, 1 + random.nextInt(3), names);
    }
}
