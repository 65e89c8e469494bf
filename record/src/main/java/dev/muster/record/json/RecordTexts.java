package dev.muster.record.json;

import dev.muster.kind.Estimate;
import dev.muster.kind.Phase;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.DrillId;
import dev.muster.model.Epoch;
import dev.muster.model.Fence;
import dev.muster.model.LateEffect;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.model.ssh.SshKey;
import dev.muster.record.Actor;
import dev.muster.record.Answer;
import dev.muster.record.EndState;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.Predecessor;
import dev.muster.record.Receipt;
import dev.muster.record.RunPolicy;
import dev.muster.record.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Values that are one text or one number in JSON. Times and durations are ISO 8601, names are as
/// users write them.
final class RecordTexts {
    private RecordTexts() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("muster-record");
        text(module, Actor.class, Actor::name, Actor::new);
        text(module, ComponentId.class, ComponentId::value, ComponentId::new);
        text(module, ContactId.class, ContactId::value, ContactId::new);
        text(module, Digest.class, Digest::hex, Digest::new);
        text(module, DrillId.class, DrillId::value, DrillId::new);
        text(module, Duration.class, Duration::toString, Duration::parse);
        text(module, Instant.class, Instant::toString, Instant::parse);
        text(module, RegionId.class, RegionId::value, RegionId::new);
        text(module, RunId.class, RunId::value, RunId::new);
        text(module, ScenarioId.class, ScenarioId::value, ScenarioId::new);
        text(module, StepId.class, StepId::value, StepId::new);
        number(module, ByteSize.class, ByteSize::bytes, ByteSize::new);
        number(module, Epoch.class, Epoch::number, Epoch::new);
        text(module, SshKey.class, SshKey::text, SshKey::new);
        word(module, Answer.class);
        word(module, EndState.class);
        word(module, Estimate.Basis.class);
        word(module, Fence.class);
        word(module, LateEffect.class);
        word(module, ObjectiveResult.Objective.class);
        word(module, Phase.class);
        word(module, Predecessor.class);
        word(module, Receipt.Origin.class);
        word(module, Timer.Purpose.class);
        module.addDeserializer(RunPolicy.class, new PolicyReader());
        module.addSerializer(new InOrder());
        return module;
    }

    private static <T> void text(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(new TextWriter<>(type, write));
        module.addDeserializer(type, new TextReader<>(type, read));
    }

    private static <T> void number(
            SimpleModule module, Class<T> type, Function<T, Long> write, Function<Long, T> read) {
        module.addSerializer(new NumberWriter<>(type, write));
        module.addDeserializer(type, new NumberReader<>(type, read));
    }

    /// A constant as `lower-case-words`.
    private static <E extends Enum<E>> void word(SimpleModule module, Class<E> type) {
        Map<String, E> constants = new HashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(Names.word(constant), constant);
        }
        text(
                module,
                type,
                Names::word,
                text -> {
                    E constant = constants.get(text);
                    if (constant == null) {
                        throw new IllegalArgumentException("not one of " + constants.keySet());
                    }
                    return constant;
                });
    }

    private static final class TextWriter<T> extends StdSerializer<T> {
        private final Function<T, String> write;

        TextWriter(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(write.apply(value));
        }
    }

    private static final class TextReader<T> extends StdDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> read;

        TextReader(Class<T> type, Function<String, T> read) {
            super(type);
            this.type = type;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return context.reportInputMismatch(this, "expected a text");
            }
            try {
                return read.apply(parser.getString());
            } catch (IllegalArgumentException | DateTimeParseException malformed) {
                return context.reportInputMismatch(
                        this, "no %s: %s", type.getSimpleName(), malformed.getMessage());
            }
        }
    }

    private static final class NumberWriter<T> extends StdSerializer<T> {
        private final Function<T, Long> write;

        NumberWriter(Class<T> type, Function<T, Long> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(write.apply(value));
        }
    }

    private static final class NumberReader<T> extends StdDeserializer<T> {
        private final Class<T> type;
        private final Function<Long, T> read;

        NumberReader(Class<T> type, Function<Long, T> read) {
            super(type);
            this.type = type;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return context.reportInputMismatch(this, "expected a whole number");
            }
            try {
                return read.apply(parser.getLongValue());
            } catch (IllegalArgumentException malformed) {
                return context.reportInputMismatch(
                        this, "no %s: %s", type.getSimpleName(), malformed.getMessage());
            }
        }
    }

    /// Writes a set in the order of its texts: `Set.copyOf` keeps none, and equal values must give
    /// equal bytes.
    @SuppressWarnings("rawtypes") // a class literal cannot carry the element type
    private static final class InOrder extends StdSerializer<Set> {
        InOrder() {
            super(Set.class);
        }

        @Override
        public void serialize(Set value, JsonGenerator generator, SerializationContext context) {
            generator.writeStartArray();
            for (Object element : sorted(value)) {
                context.writeValue(generator, element);
            }
            generator.writeEndArray();
        }

        private static List<Object> sorted(Set<?> set) {
            return set.stream()
                    .<Object>map(element -> element)
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
        }
    }
}
