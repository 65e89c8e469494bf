package dev.muster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultUrlTest {
    @Test
    void aFolderIsAnAbsolutePath() {
        assertThat(VaultUrl.parse("file:///var/lib/vault"))
                .isEqualTo(new VaultUrl.Folder("file:///var/lib/vault"));
    }

    @Test
    void aBucketMayStandAlone() {
        VaultUrl.Bucket bucket = (VaultUrl.Bucket) VaultUrl.parse("s3://shop-dr.paris");
        assertThat(bucket.bucket()).isEqualTo("shop-dr.paris");
        assertThat(bucket.prefix()).isEmpty();
        assertThat(bucket.region()).isEmpty();
        assertThat(bucket.endpoint()).isEmpty();
    }

    @Test
    void aBucketHasPrefixAndParameters() {
        VaultUrl.Bucket bucket =
                (VaultUrl.Bucket)
                        VaultUrl.parse(
                                "s3://shop-dr/a/b_c/?region=eu-west-3&endpoint=http://127.0.0.1:9000"
                                        + "&profile=backup&lock=30d");
        assertThat(bucket.prefix()).isEqualTo("a/b_c/");
        assertThat(bucket.region()).contains("eu-west-3");
        assertThat(bucket.endpoint()).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(bucket.profile()).contains("backup");
        assertThat(bucket.lock()).contains(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file:/relative",
                "file:////twice",
                "file:///a/../b",
                "file:///a?b",
                "s3:/bucket",
                "s3://",
                "s3://UPPER/x",
                "s3://ab",
                "s3://shop-dr/../x",
                "s3://shop-dr//x",
                "s3://shop-dr/a b",
                "s3://shop-dr/.hidden",
                "s3://shop-dr?region=",
                "s3://shop-dr?regoin=x",
                "s3://shop-dr?region=a&region=b",
                "s3://shop-dr?endpoint=ftp://host",
                "s3://shop-dr?endpoint=https://user:secret@host",
                "s3://shop-dr?endpoint=https://host/path",
                "s3://shop-dr?lock=2h",
                "s3://shop-dr?lock",
                "https://dr.s3.amazonaws.com",
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> VaultUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret@");
    }
}
