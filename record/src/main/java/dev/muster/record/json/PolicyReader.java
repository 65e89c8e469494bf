package dev.muster.record.json;

import dev.muster.record.RetryPolicy;
import dev.muster.record.RunPolicy;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.node.ObjectNode;

/// Reads a policy also as it was written before there were limits: those runs had none.
final class PolicyReader extends StdDeserializer<RunPolicy> {
    PolicyReader() {
        super(RunPolicy.class);
    }

    @Override
    public RunPolicy deserialize(JsonParser parser, DeserializationContext context) {
        if (context.readTree(parser) instanceof ObjectNode policy) {
            if (!policy.has("limits")) {
                policy.putArray("limits");
            }
            return context.readTreeAsValue(policy, Stored.class).policy();
        }
        return (RunPolicy) context.handleUnexpectedToken(getValueType(context), parser);
    }

    /// As it is written now.
    private record Stored(
            int maxInFlight,
            RetryPolicy retry,
            Duration cancelGrace,
            Duration lease,
            Duration callDeadline,
            List<RunPolicy.Limit> limits) {
        RunPolicy policy() {
            return new RunPolicy(maxInFlight, retry, cancelGrace, lease, callDeadline, limits);
        }
    }
}
