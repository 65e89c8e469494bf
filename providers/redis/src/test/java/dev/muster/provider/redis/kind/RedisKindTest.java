package dev.muster.provider.redis.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.CronText;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Procedure;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Shipping;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
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
import org.junit.jupiter.api.Test;

class RedisKindTest {
    private static final ComponentId CACHE = new ComponentId("cache");
    private static final RegionId NORTH = new RegionId("north");
    private static final RegionId SOUTH = new RegionId("south");

    private final RedisKind kind = new RedisKind();

    private static RedisSettings settings(
            String host, int port, Optional<RedisSettings.Server> server) {
        return new RedisSettings(
                new RedisSettings.Connection(
                        host,
                        new Port(6379),
                        Optional.of("muster"),
                        Optional.of(new Secret("geheim")),
                        Tls.DISABLE,
                        Optional.empty()),
                Optional.of(
                        new RedisSettings.Recover(
                                server.map(it ->
                                        new RedisSettings.Server(
                                                it.bin(), it.data(), new Port(port), it.config())),
                                Optional.of(List.of("EXISTS config")),
                                Optional.empty())));
    }

    private static RedisSettings.Server server() {
        return new RedisSettings.Server(
                new Folder("/usr/bin"), new Folder("/srv/the data"), new Port(1), Optional.empty());
    }

    private static Situation<RedisSettings> situation(
            RedisSettings settings, boolean synchronous, RegionId captureFrom, Set<RegionId> lost) {
        return new Situation<>(
                CACHE,
                settings,
                Optional.of(
                        new Protection(
                                new VaultId("main"),
                                new CronText("0 * * * *"),
                                Optional.of(
                                        new LogCapture(
                                                captureFrom,
                                                new Shipping.Stream(),
                                                Durability.REGION,
                                                synchronous,
                                                new OnCaptureLost.Stall())),
                                Optional.empty())),
                Recovery.UNSAID,
                Optional.of(NORTH),
                lost,
                SOUTH,
                new RestoreTarget.Latest(),
                Map.of(),
                Facts.NONE);
    }

    private List<String> found(Situation<RedisSettings> situation) {
        return kind.rules(situation).stream().map(Finding::code).map(Object::toString).toList();
    }

    @Test
    void aGoodStrategyHasNothingWrong() {
        assertThat(
                        found(
                                situation(
                                        settings("127.0.0.1", 6380, Optional.of(server())),
                                        false,
                                        SOUTH,
                                        Set.of())))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsFound() {
        assertThat(found(situation(settings("db1", 6379, Optional.empty()), true, NORTH, Set.of())))
                .containsExactlyInAnyOrder(
                        RedisFindings.NO_SERVER.id(),
                        RedisFindings.IN_CLEAR.id(),
                        RedisFindings.CAPTURED_AT_HOME.id(),
                        RedisFindings.NO_WAITING.id());
        assertThat(
                        found(
                                situation(
                                        settings("127.0.0.1", 6379, Optional.of(server())),
                                        false,
                                        SOUTH,
                                        Set.of())))
                .containsExactly(RedisFindings.SAME_PORT.id());
    }

    @Test
    void aLostServerIsFencedRestoredStartedAndVerified() {
        Situation<RedisSettings> lost =
                situation(
                        settings("db1", 6380, Optional.of(server())), false, SOUTH, Set.of(NORTH));
        assertThat(kind.recipe(lost).stream().map(StepDraft::action).map(Action::verb))
                .containsExactly("fence", "restore", "start", "verify");
        assertThat(kind.address(lost, SOUTH)).contains(new Address("127.0.0.1", 6380));
        assertThat(kind.address(lost, NORTH)).contains(new Address("db1", 6379));
    }

    @Test
    void noCommandForPeopleHoldsAPassword() {
        Situation<RedisSettings> lost =
                situation(
                        settings("db1", 6380, Optional.of(server())), false, SOUTH, Set.of(NORTH));
        for (StepDraft step : kind.recipe(lost)) {
            Procedure procedure = kind.byHand(step.action(), lost);
            assertThat(procedure.instructions()).isNotEmpty();
            assertThat(procedure.toString()).doesNotContain("geheim");
            assertThat(procedure.instructions())
                    .flatExtracting(it -> it.command().stream().toList())
                    .noneMatch(it -> it.contains(" /srv/the data"));
        }
    }

    @Test
    void aRestoredServerIsClosedToWhoeverHasNoPassword() {
        RedisSettings settings = settings("db1", 6380, Optional.of(server()));
        List<String> lines = RestoredConfig.lines("/srv/data", settings.server(), settings, true);
        assertThat(lines).contains("bind 127.0.0.1", "port 6380", "aof-load-truncated no");
        assertThat(lines).noneMatch(line -> line.contains("geheim"));
        assertThat(lines).anyMatch(line -> line.startsWith("user default on #"));
    }

    @Test
    void aConfigurationOfTheUsersOwnComesFirstSoThatOursWins() {
        RedisSettings.Server own =
                new RedisSettings.Server(
                        new Folder("/usr/bin"),
                        new Folder("/srv/data"),
                        new Port(6380),
                        Optional.of(new Folder("/etc/redis \"x\".conf")));
        List<String> lines =
                RestoredConfig.lines(
                        "/srv/data",
                        Optional.of(own),
                        settings("db1", 6380, Optional.of(own)),
                        false);
        assertThat(lines.get(1)).isEqualTo("include \"/etc/redis \\\"x\\\".conf\"");
        assertThat(lines).noneMatch(line -> line.startsWith("user ") || line.startsWith("bind "));
    }
}
