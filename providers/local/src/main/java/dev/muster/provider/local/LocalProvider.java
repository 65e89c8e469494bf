package dev.muster.provider.local;

import dev.muster.provider.Provider;
import dev.muster.provider.Traffic;
import java.util.List;

/// Regions on this machine, and the front door before them.
public final class LocalProvider implements Provider {
    private final FrontDoorTraffic traffic = new FrontDoorTraffic();

    @Override
    public String name() {
        return "local";
    }

    @Override
    public List<Traffic<?>> traffics() {
        return List.of(traffic);
    }
}
