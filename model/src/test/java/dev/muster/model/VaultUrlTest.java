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
    void aDoorHasAHostAPortAndThePinOfItsCertificate() {
        String pin = "0123456789abcdef".repeat(4);
        VaultUrl.Door door =
                (VaultUrl.Door) VaultUrl.parse("muster://vault.example.com:7600?pin=sha256:" + pin);
        assertThat(door.host()).isEqualTo("vault.example.com");
        assertThat(door.port()).isEqualTo(7600);
        assertThat(door.pin()).isEqualTo(pin);
        assertThat(
                        ((VaultUrl.Door) VaultUrl.parse("muster://[::1]:7600/?pin=sha256:" + pin))
                                .host())
                .isEqualTo("[::1]");
        for (String wrong :
                new String[] {
                    "muster://vault:7600",
                    "muster://vault:7600?pin=sha256:00",
                    "muster://vault:0?pin=sha256:" + pin,
                    "muster://vault:70000?pin=sha256:" + pin,
                    "muster://vault?pin=sha256:" + pin,
                    "muster://user:secret@vault:7600?pin=sha256:" + pin
                }) {
            assertThatThrownBy(() -> VaultUrl.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
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
