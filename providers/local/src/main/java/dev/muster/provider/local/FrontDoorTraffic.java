package dev.muster.provider.local;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Address;
import dev.muster.model.Durations;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.provider.Operation;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.provider.local.door.DoorOrder;
import dev.muster.provider.local.door.DoorRoute;
import dev.muster.provider.local.kind.FrontDoorErrors;
import dev.muster.provider.local.kind.FrontDoorKind;
import dev.muster.provider.local.kind.FrontDoorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends clients of a front door to a region.
///
/// Every switch names the version of the route that it replaces and its epoch, and the front door
/// compares both: an order that was frozen on its way changes nothing when it arrives late.
public final class FrontDoorTraffic implements Traffic<FrontDoorSettings> {
    private static final Duration ORDER_TAKES_AT_MOST = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration ASK_EVERY = Duration.ofMillis(20);

    private final FrontDoorKind kind = new FrontDoorKind();

    FrontDoorTraffic() {}

    @Override
    public ComponentKind<FrontDoorSettings> kind() {
        return kind;
    }

    @Override
    public Optional<Route> current(Target<FrontDoorSettings> target) {
        try {
            return control(target).read().map(FrontDoorTraffic::route);
        } catch (MusterException e) {
            if (e.code().equals(FrontDoorErrors.UNREACHABLE)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Route route(Target<FrontDoorSettings> target, Address backend, Operation operation)
            throws InterruptedException {
        DoorControl control = control(target);
        Route wanted = new Route(target.region(), backend, operation.epoch());
        long deadline = operation.timing().nanos() + ORDER_TAKES_AT_MOST.toNanos();
        while (true) {
            operation.checkCancelled();
            Optional<DoorRoute> now = readUntil(control, deadline, operation);
            if (now.map(FrontDoorTraffic::route).filter(wanted::equals).isPresent()) {
                return wanted;
            }
            // A lost answer is harmless: the next look shows whether the order was carried out.
            control.send(
                    new DoorOrder(
                            wanted.region(),
                            backend,
                            Optional.of(wanted.epoch().number()),
                            Optional.of(now.map(DoorRoute::version).orElse(0L))));
            if (operation.timing().nanos() > deadline) {
                throw FrontDoorErrors.REFUSED_ORDER.error(
                        target.component()
                                + " did not take the route to "
                                + target.region()
                                + " within "
                                + Durations.text(ORDER_TAKES_AT_MOST),
                        "see who else switches it");
            }
        }
    }

    /// A front door that is being restarted is waited for.
    private static Optional<DoorRoute> readUntil(
            DoorControl control, long deadline, Operation operation) throws InterruptedException {
        while (true) {
            try {
                return control.read();
            } catch (MusterException e) {
                boolean unreachable = e.code().equals(FrontDoorErrors.UNREACHABLE);
                if (!unreachable || operation.timing().nanos() > deadline) {
                    throw e;
                }
                operation.checkCancelled();
                operation.timing().pause(LOOK_EVERY);
            }
        }
    }

    @Override
    public Instant confirm(Target<FrontDoorSettings> target, Operation operation)
            throws InterruptedException {
        FrontDoorSettings settings = target.settings();
        long deadline = operation.timing().nanos() + settings.within().toNanos();
        DoorControl control = control(target);
        try (ClientQuestion question = new ClientQuestion(settings)) {
            while (true) {
                operation.checkCancelled();
                Optional<DoorRoute> before = control.read();
                Optional<String> complaint =
                        foreign(target, before.orElse(null)).or(question::complaint);
                Instant answered = operation.timing().instant();
                // The same version before and after: the answer came from where the route leads.
                if (complaint.isEmpty() && control.read().equals(before)) {
                    return answered;
                }
                if (operation.timing().nanos() > deadline) {
                    throw FrontDoorErrors.NO_GOOD_ANSWER.error(
                            target.component()
                                    + " gave no good answer from "
                                    + target.region()
                                    + " within "
                                    + Durations.text(settings.within())
                                    + ": "
                                    + complaint.orElse("its route went on changing"),
                            "curl -v " + question.uri());
                }
                operation.timing().pause(ASK_EVERY);
            }
        }
    }

    private static Optional<String> foreign(
            Target<FrontDoorSettings> target, @Nullable DoorRoute route) {
        if (route == null) {
            return Optional.of("it sends clients nowhere");
        }
        return route.region().equals(target.region())
                ? Optional.empty()
                : Optional.of("it sends clients to " + route.region());
    }

    /// Old connections are cut at the switch, and nobody caches an address.
    @Override
    public Duration drain(Target<FrontDoorSettings> target) {
        return Duration.ZERO;
    }

    private static Route route(DoorRoute route) {
        return new Route(route.region(), route.backend(), new Epoch(route.epoch()));
    }

    private static DoorControl control(Target<FrontDoorSettings> target) {
        return new DoorControl(target.component(), target.settings().control());
    }
}
