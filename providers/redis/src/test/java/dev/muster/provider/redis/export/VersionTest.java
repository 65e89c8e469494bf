package dev.muster.provider.redis.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    private static Version redis(String text) {
        return Version.parse(false, text).orElseThrow();
    }

    private static Version valkey(String text) {
        return Version.parse(true, text).orElseThrow();
    }

    @Test
    void bannersAreRead() {
        assertThat(Version.ofBanner("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0"))
                .contains(redis("7.0.15"));
        assertThat(Version.ofBanner("Valkey server v=8.0.1 sha=00000000:0"))
                .contains(valkey("8.0.1"));
        assertThat(Version.ofBanner("sh: not found")).isEmpty();
    }

    @Test
    void onlyWhatWasTriedIsKnown() {
        assertThat(redis("6.2.11").isKnown()).isTrue();
        assertThat(redis("6.0.16").isKnown()).isFalse();
        assertThat(redis("8.0.0").isKnown()).isFalse();
        assertThat(valkey("7.2.5").isKnown()).isTrue();
        assertThat(valkey("9.0.0").isKnown()).isFalse();
    }

    @Test
    void aServerLoadsWhatIsNotNewer() {
        assertThat(redis("7.0.15").loads(redis("6.2.11"))).isTrue();
        assertThat(redis("7.0.1").loads(redis("7.0.15"))).isTrue();
        assertThat(redis("6.2.11").loads(redis("7.0.15"))).isFalse();
        assertThat(valkey("8.0.1").loads(redis("7.2.4"))).isTrue();
        assertThat(valkey("8.0.1").loads(redis("7.4.0"))).isFalse();
        assertThat(redis("7.4.0").loads(valkey("8.0.0"))).isFalse();
    }
}
