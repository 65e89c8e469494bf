package dev.muster.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.check.Checker;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.local.kind.FrontDoorKind;
import dev.muster.provider.postgresql.kind.PostgresqlKind;
import dev.muster.provider.process.kind.Launch;
import dev.muster.provider.process.kind.ProcessKind;
import dev.muster.provider.process.kind.ProcessSettings;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoStrategyTest {
    private static final DemoPrograms PROGRAMS =
            new DemoPrograms(
                    Path.of("/opt/java \"25\"/bin/java"),
                    "/opt/lib/a.jar:/opt/lib/b.jar",
                    "some.Door",
                    Path.of("/opt/pg/bin"));

    private static Strategy read(DemoNames names, Path folder) {
        DemoPorts ports = new DemoPorts(20_000, null);
        return parsed(DemoStrategy.there(DemoLayout.of(folder, names, ports), PROGRAMS).text());
    }

    private static Strategy parsed(String text) {
        return new StrategyReader(
                        List.of(new PostgresqlKind(), new ProcessKind(), new FrontDoorKind()))
                .read(Map.of("muster.yaml", text), Variables.NONE)
                .orThrow()
                .strategy();
    }

    @Test
    void itIsAnOrdinaryStrategy() {
        Strategy strategy = read(DemoNames.usual(), Path.of("/cache/muster/demo/7f3a"));

        assertThat(strategy.name()).isEqualTo("shop");
        assertThat(strategy.components().keySet())
                .extracting(ComponentId::value)
                .containsExactly("orders-db", "shop", "front");
    }

    @Test
    void onTheWayBackEverythingIsTurnedAround() {
        DemoLayout layout =
                DemoLayout.of(
                        Path.of("/my \"cache\"/x"),
                        WorldFixture.OTHER,
                        new DemoPorts(20_000, null));

        Strategy strategy = parsed(DemoStrategy.wayBack(layout, PROGRAMS).text());

        Component<?> database = strategy.components().get(WorldFixture.OTHER.database());
        assertThat(database.region()).contains(WorldFixture.OTHER.south());
        assertThat(database.recovery().in()).contains(WorldFixture.OTHER.north());
        assertThat(database.settings().toString())
                .contains(
                        "port=" + layout.databaseSouth().port() + ", user",
                        "port=" + layout.databaseNorth().port() + ", user");
        assertThat(Checker.check(strategy, Facts.NONE))
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .isEmpty();
        assertThat(strategy.scenarios()).containsOnlyKeys(WorldFixture.OTHER.wayBack());
    }

    @Test
    void allNamesAndAnOddFolderCanBeOthers() {
        Strategy strategy = read(WorldFixture.OTHER, Path.of("/my \"cache\"/x"));

        assertThat(strategy.components().keySet())
                .extracting(ComponentId::value)
                .containsExactly("sales", "till", "gate");
        assertThat(strategy.toString()).doesNotContain("orders-db").doesNotContain("north");
    }

    @Test
    void whatTheStrategySaysOfTheShopIsHowTheDemoStartsIt() {
        for (DemoNames names : List.of(DemoNames.usual(), WorldFixture.OTHER)) {
            Path folder = Path.of("/cache/muster/demo/7f3a");
            DemoLayout layout = DemoLayout.of(folder, names, new DemoPorts(20_000, null));
            Component<?> component = read(names, folder).components().get(names.application());
            ProcessSettings settings = (ProcessSettings) component.settings();
            Map<ComponentId, Address> near = Map.of(names.database(), layout.databaseNorth());

            Launch launch = Launch.of(settings, names.north(), near);

            assertThat(launch.unknown()).isEmpty();
            assertThat(launch.command()).isEqualTo(PROGRAMS.shop());
            assertThat(launch.environment()).isEqualTo(DemoPrograms.shopEnvironmentInNorth(layout));
            assertThat(launch.address()).contains(layout.applicationNorth());
            assertThat(Launch.of(settings, names.south(), near).address())
                    .contains(layout.applicationSouth());
        }
    }
}
