package dev.muster.record.json;

import dev.muster.model.Digest;
import dev.muster.model.MusterException;
import dev.muster.plan.RecoveryPlan;
import dev.muster.record.JournalEvent;
import dev.muster.record.Receipt;
import dev.muster.record.RecordErrors;
import dev.muster.record.RunOrder;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes and reads what is stored of a run. Each form is one object, `{"schema":
/// "muster.receipt/1", "value": {...}}`, on one line.
///
/// Every field is always there, but for a policy's limits where it has none; what is empty is null.
/// Reading is strict: an unknown or missing field, a null where something must be, a doubled key, a
/// wrong type or anything after the object is refused, and so is another schema or version. Equal
/// values give equal bytes, on every machine, so that they can be hashed. Safe for many threads.
public final class RecordJson {
    public static final RecordJson STANDARD = new RecordJson();

    private static final Pattern SCHEMA = Pattern.compile("(muster\\.[a-z-]+)/([0-9]{1,6})");

    private final Form<RunStart> starts;
    private final Form<JournalEvent> events;
    private final Form<Receipt> receipts;
    private final Form<RunRecord> records;
    private final Form<RecoveryPlan> plans;
    private final Form<RunOrder> orders;

    private RecordJson() {
        JsonMapper mapper = RecordMapper.create();
        starts = new Form<>("muster.run-start", 1, RunStart.class, mapper);
        events = new Form<>("muster.run-event", 1, JournalEvent.class, mapper);
        receipts = new Form<>("muster.receipt", 1, Receipt.class, mapper);
        records = new Form<>("muster.run", 1, RunRecord.class, mapper);
        plans = new Form<>("muster.recovery-plan", 1, RecoveryPlan.class, mapper);
        orders = new Form<>("muster.run-order", 1, RunOrder.class, mapper);
    }

    public byte[] write(RunStart start) {
        return starts.write(start);
    }

    public byte[] write(JournalEvent event) {
        return events.write(event);
    }

    public byte[] write(Receipt receipt) {
        return receipts.write(receipt);
    }

    public byte[] write(RunRecord run) {
        return records.write(run);
    }

    public byte[] write(RecoveryPlan plan) {
        return plans.write(plan);
    }

    public byte[] write(RunOrder order) {
        return orders.write(order);
    }

    /// @throws MusterException if the bytes are not exactly one run start of a known version; the
    ///   other readers likewise
    public RunStart readStart(byte[] json) {
        return starts.read(json);
    }

    public JournalEvent readEvent(byte[] json) {
        return events.read(json);
    }

    public Receipt readReceipt(byte[] json) {
        return receipts.read(json);
    }

    public RunRecord readRun(byte[] json) {
        return records.read(json);
    }

    public RecoveryPlan readPlan(byte[] json) {
        return plans.read(json);
    }

    public RunOrder readOrder(byte[] json) {
        return orders.read(json);
    }

    /// Identifies a plan by its content: what an approval is bound to.
    public Digest digest(RecoveryPlan plan) {
        return Digest.of(write(plan));
    }

    /// One kind of stored object in the version that is written now.
    private static final class Form<T> {
        private final String name;
        private final int version;
        private final byte[] prefix;
        private final ObjectWriter writer;
        private final ObjectReader reader;

        Form(String name, int version, Class<T> type, JsonMapper mapper) {
            this.name = name;
            this.version = version;
            this.prefix =
                    ("{\"schema\":\"" + name + "/" + version + "\",\"value\":")
                            .getBytes(StandardCharsets.UTF_8);
            this.writer = mapper.writerFor(type);
            this.reader = mapper.readerFor(type);
        }

        byte[] write(T value) {
            byte[] body = writer.writeValueAsBytes(value);
            byte[] json = new byte[prefix.length + body.length + 1];
            System.arraycopy(prefix, 0, json, 0, prefix.length);
            System.arraycopy(body, 0, json, prefix.length, body.length);
            json[json.length - 1] = '}';
            return json;
        }

        T read(byte[] json) {
            if (!startsWithPrefix(json) || json[json.length - 1] != '}') {
                throw otherForm(json);
            }
            try {
                return reader.readValue(json, prefix.length, json.length - prefix.length - 1);
            } catch (JacksonException malformed) {
                throw RecordErrors.MALFORMED.error(
                        "this is no "
                                + name
                                + "/"
                                + version
                                + ": "
                                + malformed.getOriginalMessage()
                                + " at "
                                + malformed.getPathReference(),
                        "",
                        malformed);
            }
        }

        private boolean startsWithPrefix(byte[] json) {
            if (json.length <= prefix.length) {
                return false;
            }
            for (int i = 0; i < prefix.length; i++) {
                if (json[i] != prefix[i]) {
                    return false;
                }
            }
            return true;
        }

        private MusterException otherForm(byte[] json) {
            int shown = Math.min(json.length, 200);
            String start = new String(json, 0, shown, StandardCharsets.UTF_8);
            Matcher schema = SCHEMA.matcher(start);
            boolean newer =
                    schema.find()
                            && schema.group(1).equals(name)
                            && Integer.parseInt(schema.group(2)) > version;
            return (newer ? RecordErrors.NEWER : RecordErrors.MALFORMED)
                    .error(
                            "expected "
                                    + name
                                    + "/"
                                    + version
                                    + ", found: "
                                    + (start.isBlank() ? "nothing" : start),
                            "");
        }
    }
}
