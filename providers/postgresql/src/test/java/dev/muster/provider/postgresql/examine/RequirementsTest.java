package dev.muster.provider.postgresql.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Port;
import dev.muster.kind.Tls;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {
    private static final Endpoint SOURCE =
            new Endpoint(
                    new ComponentId("orders-db"),
                    new Address("db1", 5432),
                    new PostgresqlSettings.Connection(
                            "db1", new Port(5432), "muster", new Secret("x"), "shop", Tls.PREFER));

    @ParameterizedTest
    @ValueSource(ints = {90624, 130012, 190000})
    void aVersionThatIsNotKnownIsRefused(int version) {
        assertThatThrownBy(() -> Requirements.version(SOURCE, cluster(version)))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(PostgresqlErrors.VERSION);
                            assertThat(error).hasMessageContaining("14 to 18");
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {140000, 150018, 180004})
    void aKnownVersionIsTaken(int version) {
        assertThatCode(() -> Requirements.version(SOURCE, cluster(version)))
                .doesNotThrowAnyException();
    }

    private static Cluster cluster(int version) {
        return new Cluster(
                version, version / 10_000 + "." + version % 10_000, 8192, 1 << 24, true, false);
    }
}
