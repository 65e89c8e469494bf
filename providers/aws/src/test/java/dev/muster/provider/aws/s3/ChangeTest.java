package dev.muster.provider.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.provider.aws.kind.AwsAccess;
import dev.muster.provider.aws.kind.AwsRegion;
import dev.muster.provider.aws.kind.BucketName;
import dev.muster.provider.aws.kind.S3Buckets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final S3Buckets.Place PLACE =
            new S3Buckets.Place(
                    new BucketName("bucket"), new AwsRegion("eu-west-3"), AwsAccess.FOUND);
    private static final S3Buckets BUCKETS = new S3Buckets(PLACE, PLACE);

    @Test
    void everyKeyCanStandInAManifest() {
        for (String key : List.of("a", "a b+c%", "tab\tline\nend", "ünï/ç\u0001ode/日本", "")) {
            for (Change change :
                    List.of(
                            new Change.Copy(key, "null", 7, "e-2", "STANDARD_IA", Instant.EPOCH),
                            new Change.Hide(key),
                            new Change.Archived(key, "v\t1", "GLACIER"))) {
                assertThat(change.line()).doesNotContain("\n");
                assertThat(Change.parse(change.line())).isEqualTo(change);
            }
        }
    }

    @Test
    void aLineThatWasCutIsRefused() {
        assertThatThrownBy(() -> Change.parse("copy\ta\tv1\t7"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatIsAskedForIsTaken() {
        Aim aim = new Aim(BUCKETS, Instant.EPOCH, List.of("a/b/", "a/c*", "a/x"));
        assertThat(aim.prefix()).isEqualTo("a/");
        assertThat(List.of("a/b/1", "a/c", "a/c/2", "a/x")).allMatch(aim::takes);
        assertThat(List.of("a/b", "a/x1", "b", "a/")).noneMatch(aim::takes);
    }
}
