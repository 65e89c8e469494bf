package dev.muster.record.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.kind.Action;
import dev.muster.model.RestoreTarget;
import dev.muster.record.Event;
import dev.muster.record.Measurement;
import dev.muster.record.Order;
import dev.muster.record.Purpose;
import dev.muster.record.RunPolicy;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/// The JSON mapper with everything lenient turned off.
final class RecordMapper {
    private RecordMapper() {}

    static JsonMapper create() {
        JsonMapper.Builder builder =
                JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                        .disable(
                                DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                                DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                        .disable(
                                MapperFeature.ALLOW_COERCION_OF_SCALARS,
                                MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .addModule(RecordTexts.module());
        sealed(builder);
        return builder.build();
    }

    /// The explicit names of the variants of each sealed type. Names are for ever: a stored record
    /// holds them.
    private static void sealed(JsonMapper.Builder builder) {
        for (Class<?> type :
                new Class<?>[] {
                    Action.class,
                    Event.class,
                    Measurement.class,
                    Order.class,
                    Purpose.class,
                    RestoreTarget.class
                }) {
            builder.addMixIn(type, Typed.class);
        }
        builder.addMixIn(RunPolicy.class, Limited.class);
        builder.registerSubtypes(
                new NamedType(Action.Fence.class, "fence"),
                new NamedType(Action.Restore.class, "restore"),
                new NamedType(Action.Promote.class, "promote"),
                new NamedType(Action.Start.class, "start"),
                new NamedType(Action.Verify.class, "verify"),
                new NamedType(Action.Deploy.class, "deploy"),
                new NamedType(Action.Route.class, "route"),
                new NamedType(Action.Confirm.class, "confirm"),
                new NamedType(Action.Approve.class, "approve"),
                new NamedType(Action.Perform.class, "perform"),
                new NamedType(RestoreTarget.Latest.class, "latest"),
                new NamedType(RestoreTarget.AtTime.class, "time"),
                new NamedType(RestoreTarget.AtPosition.class, "position"),
                new NamedType(RestoreTarget.AtTransaction.class, "transaction"),
                new NamedType(RestoreTarget.AtName.class, "name"),
                new NamedType(Purpose.Recovery.class, "recovery"),
                new NamedType(Purpose.Drill.class, "drill"),
                new NamedType(Measurement.Loss.class, "loss"),
                new NamedType(Measurement.Outage.class, "outage"),
                new NamedType(Event.Started.class, "started"),
                new NamedType(Event.Done.class, "done"),
                new NamedType(Event.Failed.class, "failed"),
                new NamedType(Event.Lost.class, "lost"),
                new NamedType(Event.TimerFired.class, "timer-fired"),
                new NamedType(Event.Answered.class, "answered"),
                new NamedType(Event.PauseAsked.class, "pause-asked"),
                new NamedType(Event.ResumeAsked.class, "resume-asked"),
                new NamedType(Event.AbortAsked.class, "abort-asked"),
                new NamedType(Event.Ordered.class, "ordered"),
                new NamedType(Order.Pause.class, "pause"),
                new NamedType(Order.Resume.class, "resume"),
                new NamedType(Order.Abort.class, "abort"),
                new NamedType(Order.AbortAndUndo.class, "abort-and-undo"),
                new NamedType(Order.Retry.class, "retry"),
                new NamedType(Order.Skip.class, "skip"),
                new NamedType(Order.TakeAsDone.class, "done"),
                new NamedType(Order.Approve.class, "approve"),
                new NamedType(Event.TookOver.class, "took-over"));
    }

    /// Runs without limits are written as they were before there were any: evidence holds digests
    /// of them.
    interface Limited {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<RunPolicy.Limit> limits();
    }

    /// A variant says what it is in a field `type`.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}
}
