package dev.muster.provider.local.door;

import dev.muster.model.Address;
import dev.muster.model.RegionId;

/// Where a front door sends clients.
///
/// @param epoch the highest that gave an order
/// @param version counts the changes, from 1
public record DoorRoute(RegionId region, Address backend, long epoch, long version) {
    public DoorRoute {
        if (epoch < 1 || version < 1) {
            throw new IllegalArgumentException(
                    "epoch and version are 1 or more, not " + epoch + " and " + version);
        }
    }

    /// What comes of an order.
    sealed interface Decision {
        /// It is so already.
        record AlreadySo(DoorRoute route) implements Decision {}

        /// From now on this route.
        ///
        /// @param cut whether clients go elsewhere than before, so that old connections end
        record Switch(DoorRoute route, boolean cut) implements Decision {}

        /// A higher epoch gave an order before.
        record Fenced(long epoch) implements Decision {}

        /// The route that the order would replace does not stand any more.
        record Stale(long version) implements Decision {}
    }

    /// What comes of the first order of all.
    static Decision first(DoorOrder order) {
        if (order.ifVersion().filter(expected -> expected != 0).isPresent()) {
            return new Decision.Stale(0);
        }
        long epoch = order.epoch().orElse(1L);
        return new Decision.Switch(new DoorRoute(order.region(), order.backend(), epoch, 1), true);
    }

    /// What comes of an order while this route stands.
    Decision decide(DoorOrder order) {
        long asked = order.epoch().orElse(epoch);
        if (asked < epoch) {
            return new Decision.Fenced(epoch);
        }
        boolean same = region.equals(order.region()) && backend.equals(order.backend());
        if (same && asked == epoch) {
            return new Decision.AlreadySo(this);
        }
        if (order.ifVersion().filter(expected -> expected != version).isPresent()) {
            return new Decision.Stale(version);
        }
        DoorRoute next = new DoorRoute(order.region(), order.backend(), asked, version + 1);
        return new Decision.Switch(next, !same);
    }

    /// One line, as it goes over the wire and into the state file.
    public String text() {
        return "region="
                + region
                + "&backend="
                + backend
                + "&epoch="
                + epoch
                + "&version="
                + version
                + "\n";
    }

    /// @throws IllegalArgumentException if the text is no route, or not the whole of one
    public static DoorRoute parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("it has no end");
        }
        DoorWords words = DoorWords.parse(text);
        return new DoorRoute(
                words.region(),
                words.backend(),
                words.required(DoorWords.Key.EPOCH),
                words.required(DoorWords.Key.VERSION));
    }
}
