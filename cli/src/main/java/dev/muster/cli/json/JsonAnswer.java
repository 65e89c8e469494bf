package dev.muster.cli.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.DrillId;
import dev.muster.model.ErrorCode;
import dev.muster.model.Names;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.Secret;
import dev.muster.model.StepId;
import dev.muster.model.VaultId;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// Writes records as JSON: `{"schema": "muster.points/1", ...}`.
///
/// Times are ISO 8601 in UTC, durations ISO 8601, sizes whole bytes, identifiers their text, enums
/// lower case with hyphens; what is absent is left out. Secrets stay `***`.
public final class JsonAnswer {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(words())
                    .disable(
                            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                            DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    private JsonAnswer() {}

    /// @param schema name and version, such as `points/1`
    /// @param value a record or map
    public static String text(String schema, Object value) {
        return MAPPER.writeValueAsString(answer(schema, value));
    }

    /// The same on one line.
    public static String line(String schema, Object value) {
        return MAPPER.writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(answer(schema, value));
    }

    private static ObjectNode answer(String schema, Object value) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("schema", "muster." + schema);
        JsonNode body = MAPPER.valueToTree(value);
        body.properties().forEach(it -> answer.set(it.getKey(), it.getValue()));
        return answer;
    }

    /// The value alone, for documents whose form is somebody else's.
    public static String document(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static SimpleModule words() {
        SimpleModule module = new SimpleModule();
        for (Class<?> type :
                List.of(
                        Address.class,
                        ComponentId.class,
                        ContactId.class,
                        DrillId.class,
                        ErrorCode.class,
                        ProbeId.class,
                        RegionId.class,
                        RunId.class,
                        ScenarioId.class,
                        Secret.class,
                        StepId.class,
                        VaultId.class)) {
            module.addSerializer(type, ToStringSerializer.instance);
        }
        // as a user types it, and not as a URI
        module.addSerializer(Path.class, ToStringSerializer.instance);
        module.addSerializer(new OfByteSize());
        module.addSerializer(new OfEnum());
        return module;
    }

    private static final class OfByteSize extends StdSerializer<ByteSize> {
        OfByteSize() {
            super(ByteSize.class);
        }

        @Override
        public void serialize(ByteSize size, JsonGenerator json, SerializationContext context) {
            json.writeNumber(size.bytes());
        }
    }

    @SuppressWarnings("rawtypes") // there is no Class<Enum<?>>
    private static final class OfEnum extends StdSerializer<Enum> {
        OfEnum() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
            json.writeString(Names.word(value));
        }
    }
}
