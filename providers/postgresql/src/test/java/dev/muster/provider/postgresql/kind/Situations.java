package dev.muster.provider.postgresql.kind;

import dev.muster.kind.CronText;
import dev.muster.kind.Facts;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Shipping;
import dev.muster.kind.Situation;
import dev.muster.kind.Tls;
import dev.muster.model.ComponentId;
import dev.muster.model.Durability;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.model.VaultId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A cluster in north that comes back in south, and variations of it.
final class Situations {
    static final ComponentId COMPONENT = new ComponentId("orders-db");
    static final RegionId NORTH = new RegionId("north");
    static final RegionId SOUTH = new RegionId("south");

    private Situations() {}

    static PostgresqlSettings settings() {
        return new PostgresqlSettings(
                new PostgresqlSettings.Connection(
                        "db1", new Port(5432), "muster", new Secret("x"), "shop", Tls.PREFER),
                Optional.empty(),
                Optional.of(
                        new PostgresqlSettings.Recover(
                                Optional.of(
                                        new PostgresqlSettings.Server(
                                                new Folder("/opt/pg/bin"),
                                                new Folder("/srv/orders db"),
                                                new Port(6543),
                                                Optional.of("postgres"))),
                                Optional.of(List.of("select count(*) > 0 from orders")),
                                Optional.empty(),
                                Optional.empty())));
    }

    static LogCapture logs(boolean synchronous, OnCaptureLost policy) {
        return new LogCapture(SOUTH, new Shipping.Stream(), Durability.REGION, synchronous, policy);
    }

    static Situation<PostgresqlSettings> lost() {
        return lost(settings(), logs(true, new OnCaptureLost.Stall()), Facts.NONE);
    }

    static Situation<PostgresqlSettings> lost(
            PostgresqlSettings settings, LogCapture logs, Facts facts) {
        return situation(settings, logs, Set.of(NORTH), Recovery.UNSAID, facts);
    }

    static Situation<PostgresqlSettings> situation(
            PostgresqlSettings settings,
            LogCapture logs,
            Set<RegionId> lost,
            Recovery recovery,
            Facts facts) {
        Protection protection =
                new Protection(
                        new VaultId("main"),
                        new CronText("0 * * * *"),
                        Optional.of(logs),
                        Optional.empty());
        return new Situation<>(
                COMPONENT,
                settings,
                Optional.of(protection),
                recovery,
                Optional.of(NORTH),
                lost,
                SOUTH,
                new RestoreTarget.Latest(),
                Map.of(),
                facts);
    }
}
