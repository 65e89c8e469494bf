package dev.muster.rehearsal.wire;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.protocols.core.OperationInfo;

/// One operation of a service, as the SDK's classes describe it.
///
/// @param template of its path without the literal part of the query, such as `/hostedzone/{Id}`
/// @param literals what its template says of the query
/// @param identifier what names it in the protocols that have one address for all
public record Operation(
        Service service,
        String name,
        String method,
        String template,
        Query literals,
        String identifier,
        String version,
        boolean streams,
        List<SdkField<?>> members) {

    /// Looks an operation up by the class of its requests.
    public static Operation of(Service service, Class<? extends SdkPojo> request) {
        String simple = request.getSimpleName();
        String name = simple.substring(0, simple.length() - "Request".length());
        OperationInfo info = info(service, name);
        String uri = info.requestUri();
        int mark = uri.indexOf('?');
        return new Operation(
                service,
                name,
                info.httpMethod().name(),
                mark < 0 ? uri : uri.substring(0, mark),
                withoutId(Query.parse(mark < 0 ? null : uri.substring(mark + 1))),
                Optional.ofNullable(info.operationIdentifier()).orElse(name),
                Optional.ofNullable(info.apiVersion()).orElse(""),
                info.hasStreamingInput(),
                newRequest(request).sdkFields());
    }

    /// `x-id` repeats the operation's name for logs; clients may leave it out.
    private static Query withoutId(Query query) {
        query.values().remove("x-id");
        return query;
    }

    private static OperationInfo info(Service service, String name) {
        try {
            Field binding =
                    Class.forName(service.models() + ".transform." + name + "RequestMarshaller")
                            .getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            return (OperationInfo) binding.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not as the pinned SDK has it: " + name, e);
        }
    }

    private static SdkPojo newRequest(Class<?> request) {
        try {
            return (SdkPojo) request.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not as the pinned SDK has it: " + request, e);
        }
    }

    /// A builder of its requests.
    SdkPojo newRequest() {
        try {
            return newRequest(Class.forName(service.models() + ".model." + name + "Request"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean has(MarshallLocation location, String locationName) {
        return members.stream()
                .anyMatch(
                        it -> it.location() == location && it.locationName().equals(locationName));
    }

    boolean takesBucket() {
        return has(MarshallLocation.PATH, "Bucket");
    }

    boolean takesKey() {
        return has(MarshallLocation.GREEDY_PATH, "Key");
    }

    static boolean isRequired(SdkField<?> member) {
        return member.containsTrait(RequiredTrait.class);
    }

    static @Nullable SdkField<?> payload(List<SdkField<?>> members) {
        return members.stream()
                .filter(it -> it.containsTrait(PayloadTrait.class))
                .findAny()
                .orElse(null);
    }

    /// How a member is called in refusals; those of lists and maps have no name.
    static String named(SdkField<?> member) {
        return Optional.ofNullable(member.memberName()).orElse("a member");
    }
}
