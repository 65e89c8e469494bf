package dev.muster.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcessRecordTest {
    private static final String PIECES = "a=\\#: !\n\r\täß\"'/.-7";

    @Test
    void everyRecordIsReadAsItWasWritten() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            ProcessRecord record =
                    new ProcessRecord(
                            "name",
                            new ProcessIdentity(2 + random.nextInt(1 << 22), "x" + text(random)),
                            "0123456789abcdef".repeat(2),
                            text(random),
                            Path.of("/" + text(random)));

            assertThat(ProcessRecord.parse(record.text())).as("seed %s", seed).isEqualTo(record);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(PIECES.charAt(random.nextInt(PIECES.length())));
        }
        return text.toString();
    }

    @Test
    void damagedRecordsAreRefused() {
        for (String text : List.of("", "pid=1", "name=x\npid=7\nstart=s\nmark=!\ntoken=t\nlog=l")) {
            assertThatThrownBy(() -> ProcessRecord.parse(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
