package dev.muster.rehearsal.world;

import dev.muster.model.Timing;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was broken on purpose. A region or one service of it can be lost, slowed and throttled;
/// each is kept, so that a restart does not heal the world.
public final class Faults {
    /// Where it is broken.
    ///
    /// @param service empty for all of the region
    public record Place(String region, Optional<String> service) {
        String key() {
            return region + "/" + service.orElse("");
        }

        boolean covers(String otherRegion, String otherService) {
            return region.equals(otherRegion) && service.map(otherService::equals).orElse(true);
        }
    }

    /// @param delay before each answer
    /// @param rate of requests in a second; zero for no limit
    public record Fault(Place place, boolean lost, Duration delay, int rate) {}

    private final Store store;
    private final Timing timing;
    private final Shelf<Fault> shelf;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    Faults(Store store, Timing timing) {
        this.store = store;
        this.timing = timing;
        shelf = store.shelf("world.faults", Fault.class);
    }

    public Collection<Fault> all() {
        return shelf.all();
    }

    public void lose(Place place) {
        store.commit(shelf.put(place.key(), new Fault(place, true, Duration.ZERO, 0)));
    }

    public void slow(Place place, Duration delay) {
        store.commit(shelf.put(place.key(), new Fault(place, false, delay, 0)));
    }

    public void throttle(Place place, int rate) {
        store.commit(shelf.put(place.key(), new Fault(place, false, Duration.ZERO, rate)));
    }

    public void heal(Place place) {
        store.commit(shelf.remove(place.key()));
        buckets.remove(place.key());
    }

    public boolean isLost(String region, String service) {
        return shelf.all().stream().anyMatch(it -> it.lost() && it.place().covers(region, service));
    }

    public Duration delay(String region, String service) {
        return shelf.all().stream()
                .filter(it -> it.place().covers(region, service))
                .map(Fault::delay)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// Takes a token of each bucket that stands in the way; false where one is empty.
    public boolean admits(String region, String service) {
        boolean admitted = true;
        for (Fault fault : shelf.all()) {
            if (fault.rate() > 0 && fault.place().covers(region, service)) {
                admitted &=
                        buckets.computeIfAbsent(
                                        fault.place().key(), it -> new Bucket(timing.nanos()))
                                .take(fault.rate(), timing.nanos());
            }
        }
        return admitted;
    }

    /// Holds a second's worth of tokens.
    private static final class Bucket {
        private long at;
        private double tokens = 1;

        Bucket(long at) {
            this.at = at;
        }

        synchronized boolean take(int rate, long now) {
            tokens = Math.min(rate, tokens + (now - at) / 1e9 * rate);
            at = now;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
