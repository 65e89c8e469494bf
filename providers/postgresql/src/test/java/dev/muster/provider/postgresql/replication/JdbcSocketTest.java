package dev.muster.provider.postgresql.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;

class JdbcSocketTest {
    /// Fails on a version of pgjdbc that has renamed or closed the field: then look for another way
    /// to the socket before upgrading.
    @Test
    void pgjdbcStillHasTheStreamThatWeReach() throws Exception {
        assertThat(QueryExecutorBase.class.getDeclaredField("pgStream").getType())
                .isEqualTo(PGStream.class);
        assertThat(PGStream.class.getMethod("getSocket")).isNotNull();
        Class.forName(JdbcSocket.class.getName());
    }
}
