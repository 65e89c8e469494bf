package dev.muster.provider.local;

import dev.muster.kind.ComponentKind;
import dev.muster.provider.Provider;
import dev.muster.provider.Traffic;
import dev.muster.provider.local.kind.ManualKind;
import java.util.List;

/// Regions on this machine, the front door before them, and what people do there.
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

    @Override
    public List<ComponentKind<?>> handwork() {
        return List.of(new ManualKind());
    }
}
