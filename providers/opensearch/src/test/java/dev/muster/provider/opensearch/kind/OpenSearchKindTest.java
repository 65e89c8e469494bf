package dev.muster.provider.opensearch.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.Port;
import dev.muster.kind.Procedure;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenSearchKindTest {
    private static final RegionId NORTH = new RegionId("north");
    private static final RegionId SOUTH = new RegionId("south");

    private final OpenSearchKind kind = new OpenSearchKind();

    private static Connection connection(String host, Tls tls) {
        return new Connection(
                host,
                new Port(9200),
                Optional.of("muster"),
                Optional.of(new Secret("geheim")),
                tls,
                Optional.empty());
    }

    private static Situation<OpenSearchSettings> situation(
            Connection source, Optional<Cluster> cluster, List<String> verify) {
        return new Situation<>(
                new ComponentId("search"),
                new OpenSearchSettings(
                        source,
                        new Folder("/srv/snapshots/search"),
                        List.of("*"),
                        Optional.of(new OpenSearchSettings.Recover(cluster, Optional.of(verify)))),
                Optional.empty(),
                Recovery.UNSAID,
                Optional.of(NORTH),
                Set.of(NORTH),
                SOUTH,
                new RestoreTarget.Latest(),
                Map.of(),
                Facts.NONE);
    }

    private static Situation<OpenSearchSettings> good() {
        return situation(
                connection("search1", Tls.VERIFY_FULL),
                Optional.of(
                        new Cluster(
                                connection("search2", Tls.REQUIRE),
                                new Folder("/srv/the snapshots/search"))),
                List.of("orders/_count"));
    }

    private List<String> found(Situation<OpenSearchSettings> situation) {
        return kind.rules(situation).stream().map(Finding::code).map(Object::toString).toList();
    }

    @Test
    void aGoodStrategyHasNothingWrong() {
        assertThat(found(good())).isEmpty();
    }

    @Test
    void whatIsWrongIsFound() {
        Connection source = connection("search1", Tls.DISABLE);
        assertThat(found(situation(source, Optional.empty(), List.of())))
                .containsExactlyInAnyOrder(
                        OpenSearchFindings.NO_CLUSTER.id(),
                        OpenSearchFindings.NO_ASSERTION.id(),
                        OpenSearchFindings.IN_CLEAR.id());
        Cluster same =
                new Cluster(connection("search1", Tls.VERIFY_FULL), new Folder("/srv/other"));
        assertThat(
                        found(
                                situation(
                                        connection("search1", Tls.VERIFY_FULL),
                                        Optional.of(same),
                                        List.of("orders/_count"))))
                .containsExactly(OpenSearchFindings.SAME_CLUSTER.id());
    }

    @Test
    void lostIndicesAreFencedRestoredStartedAndVerified() {
        assertThat(kind.recipe(good()).stream().map(StepDraft::action).map(Action::verb))
                .containsExactly("fence", "restore", "start", "verify");
        assertThat(kind.address(good(), SOUTH)).contains(new Address("search2", 9200));
        assertThat(kind.address(good(), NORTH)).contains(new Address("search1", 9200));
    }

    @Test
    void noCommandForPeopleHoldsAPasswordOrAWordThatFallsApart() {
        for (StepDraft step : kind.recipe(good())) {
            Procedure procedure = kind.byHand(step.action(), good());
            assertThat(procedure.instructions()).isNotEmpty();
            assertThat(procedure.toString()).doesNotContain("geheim");
            assertThat(procedure.instructions())
                    .flatExtracting(it -> it.command().stream().toList())
                    .noneMatch(it -> it.contains(" /srv/the snapshots"));
        }
    }
}
