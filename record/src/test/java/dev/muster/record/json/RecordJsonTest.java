package dev.muster.record.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.plan.RecoveryPlan;
import dev.muster.record.JournalEvent;
import dev.muster.record.RandomRecords;
import dev.muster.record.Receipt;
import dev.muster.record.RecordErrors;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import dev.muster.record.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class RecordJsonTest {
    private static final RecordJson JSON = RecordJson.STANDARD;
    private static final JsonMapper TREES = JsonMapper.builder().build();
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());

    @Test
    void whateverIsWrittenIsReadBackEqualAndWrittenAgainTheSame() {
        for (int i = 0; i < 100; i++) {
            long seed = SEED + i;
            roundTrip(seed, RunStart.class, JSON::write, JSON::readStart);
            roundTrip(seed, JournalEvent.class, JSON::write, JSON::readEvent);
            roundTrip(seed, Receipt.class, JSON::write, JSON::readReceipt);
            roundTrip(seed, RecoveryPlan.class, JSON::write, JSON::readPlan);
            roundTrip(seed, RunRecord.class, JSON::write, JSON::readRun);
        }
    }

    private static <T> void roundTrip(
            long seed, Class<T> type, Function<T, byte[]> write, Function<byte[], T> read) {
        T value = new RandomRecords(seed).any(type);
        byte[] json = write.apply(value);
        T back = read.apply(json);
        assertThat(back).as("muster.seed=%d %s", seed, type).isEqualTo(value);
        assertThat(write.apply(back)).as("muster.seed=%d %s", seed, type).isEqualTo(json);
        assertThat(json).doesNotContain((byte) '\n');
    }

    @Test
    void theGoldenRunStaysReadableAndIsWrittenTheSame() throws IOException {
        byte[] golden;
        try (InputStream in = RecordJsonTest.class.getResourceAsStream("/run-1.json")) {
            golden =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .getBytes(StandardCharsets.UTF_8);
        }
        assertThat(new String(JSON.write(Sample.run()), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(JSON.readRun(golden)).isEqualTo(Sample.run());
    }

    @Test
    void aFieldThatIsUnknownNullOrMissingIsRefused() {
        List<String> accepted = new ArrayList<>();
        List<ObjectNode> objects = new ArrayList<>();
        JsonNode run = TREES.readTree(JSON.write(Sample.run()));
        collect(run.get("value"), objects);
        for (ObjectNode object : objects) {
            if (!Arrays.asList("before").containsAll(names(object))) {
                object.put("surprise", 1);
                if (reads(run)) {
                    accepted.add("unknown in " + object);
                }
                object.remove("surprise");
            }
            for (String name : names(object)) {
                JsonNode old = object.get(name);
                object.remove(name);
                if (reads(run)) {
                    accepted.add(name);
                }
                object.putNull(name);
                if (reads(run)) {
                    accepted.add(name + " null");
                }
                object.set(name, old);
            }
        }
        assertThat(JSON.readRun(TREES.writeValueAsBytes(run))).isEqualTo(Sample.run());
        // What may be absent, and a note.
        assertThat(accepted)
                .containsOnly(
                        "lastGood null",
                        "fence null",
                        "point null",
                        "reached null",
                        "address null",
                        "ended null",
                        "predicted null",
                        "measured null",
                        "before");
    }

    private static List<String> names(ObjectNode object) {
        return new ArrayList<>(object.propertyNames());
    }

    private static void collect(JsonNode node, List<ObjectNode> into) {
        if (node instanceof ObjectNode object) {
            into.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> collect(child, into));
        }
    }

    private static boolean reads(JsonNode run) {
        try {
            JSON.readRun(TREES.writeValueAsBytes(run));
            return true;
        } catch (MusterException refused) {
            assertThat(refused.code()).isEqualTo(RecordErrors.MALFORMED);
            return false;
        }
    }

    @Test
    void whatIsNotExactlyTheFormIsRefused() {
        String receipt =
                new String(JSON.write(Sample.run().receipts().getFirst()), StandardCharsets.UTF_8);
        assertThat(JSON.readReceipt(receipt.getBytes(StandardCharsets.UTF_8))).isNotNull();
        refuses(receipt.replace("\"attempt\":1", "\"attempt\":1,\"attempt\":1"));
        refuses(receipt.replace("\"attempt\":1", "\"attempt\":1.0"));
        refuses(receipt.replace("\"attempt\":1", "\"attempt\":\"1\""));
        refuses(receipt.replace("\"attempt\":1", "\"attempt\":0"));
        refuses(receipt.replace("\"attempt\":1", "\"attempt\":4294967297"));
        refuses(receipt.replace("\"epoch\":1", "\"epoch\":0"));
        refuses(receipt.replace("\"proved\"", "\"PROVED\""));
        refuses(receipt.replace("\"proved\"", "0"));
        refuses(receipt.replace("02:00:03.150Z", "04:00:03.150+02:00x"));
        refuses(receipt.replace("02:00:03.400Z", "01:00:03.400Z"));
        refuses(receipt.replace("orders-db-fence", "Orders DB"));
        refuses(receipt + " ");
        refuses(receipt + receipt);
        refuses(receipt.substring(0, receipt.length() - 1));
        refuses(receipt.substring(0, receipt.length() / 2));
        refuses("");
        refuses("{}");
        refuses(receipt.replace("muster.receipt/1", "muster.run/1"));
        refuses(receipt.replace("muster.receipt/1", "muster.receipt/0"));
        refuses(RecordErrors.NEWER, receipt.replace("muster.receipt/1", "muster.receipt/2"));
    }

    private static void refuses(String json) {
        refuses(RecordErrors.MALFORMED, json);
    }

    private static void refuses(ErrorCode code, String json) {
        assertThatThrownBy(() -> JSON.readReceipt(json.getBytes(StandardCharsets.UTF_8)))
                .as(json)
                .isInstanceOfSatisfying(
                        MusterException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aVariantThatIsUnknownOrUnsaidIsRefused() {
        JournalEvent event = Sample.run().events().getFirst();
        String json = new String(JSON.write(event), StandardCharsets.UTF_8);
        for (String bad :
                List.of(
                        json.replace("\"took-over\"", "\"took-under\""),
                        json.replace("\"type\":\"took-over\",", ""),
                        json.replace("\"took-over\"", "\"dev.muster.record.Event$TookOver\""))) {
            assertThat(bad).isNotEqualTo(json);
            assertThatThrownBy(() -> JSON.readEvent(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(MusterException.class);
        }
    }
}
