package dev.muster.demo.world;

import dev.muster.model.ComponentId;
import dev.muster.model.DrillId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;

/// How the parts of the demo are called. Nothing depends on what the names are.
///
/// @param system the strategy's name
/// @param scenario the loss of the northern region
/// @param wayBack the planned move home
public record DemoNames(
        String system,
        RegionId north,
        RegionId south,
        VaultId vault,
        ComponentId database,
        ComponentId application,
        ComponentId front,
        ScenarioId scenario,
        ScenarioId wayBack,
        ProbeId probe,
        DrillId drill) {

    /// The names that the documentation uses.
    public static DemoNames usual() {
        return new DemoNames(
                "shop",
                new RegionId("north"),
                new RegionId("south"),
                new VaultId("main"),
                new ComponentId("orders-db"),
                new ComponentId("shop"),
                new ComponentId("front"),
                new ScenarioId("region-loss"),
                new ScenarioId("way-back"),
                new ProbeId("shop-down"),
                new DrillId("demo"));
    }
}
