package dev.muster.rehearsal.server;

import dev.muster.rehearsal.wire.Operation;
import dev.muster.rehearsal.wire.Query;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.wire.Router;
import dev.muster.rehearsal.wire.Service;
import dev.muster.rehearsal.wire.WireRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// The operations of one service that the rehearsal has.
public final class Operations {
    /// One of them.
    private record Known(
            Operation operation, Class<?> type, Set<String> honoured, Handler<SdkPojo> handler) {}

    private final Service service;
    private final Optional<String> home;
    private final Map<Operation, Known> known = new LinkedHashMap<>();
    private Router router;

    /// @param home the region that answers for all, of global services
    public Operations(Service service, Optional<String> home) {
        this.service = service;
        this.home = home;
        router = new Router(service, known.keySet());
    }

    public Service service() {
        return service;
    }

    Optional<String> home() {
        return home;
    }

    /// Adds an operation.
    ///
    /// @param honoured the members that the handler looks at. A request that sets another one is
    ///   refused: an answer to it would be a false success.
    public <Q extends SdkPojo> Operations on(
            Class<Q> request, Handler<Q> handler, String... honoured) {
        Operation operation = Operation.of(service, request);
        known.put(
                operation,
                new Known(
                        operation,
                        request,
                        Set.of(honoured),
                        (it, call) -> handler.answer(request.cast(it), call)));
        router = new Router(service, known.keySet());
        return this;
    }

    Operation find(WireRequest request, Query form) {
        return router.find(request, form);
    }

    Reply answer(Operation operation, SdkPojo request, Call call) throws IOException {
        Known found = known.get(operation);
        if (found == null) {
            throw new IllegalStateException("not one of these: " + operation.name());
        }
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            if (value != null
                    && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap)
                    && !found.honoured().contains("*")
                    && !found.honoured().contains(field.memberName())) {
                throw Refusal.notThere(
                        "member '" + field.memberName() + "' of " + operation.name());
            }
        }
        return found.handler().answer(request, call);
    }
}
