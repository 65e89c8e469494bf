package dev.muster.vault.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.model.MusterException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a simulator: that the requests are right. It knows regions and encryption contexts, but
/// neither permissions nor states of keys, and it cannot open with multi-Region keys.
class MotoKmsPeerIT {
    private static final byte[] PLAIN = new byte[32];
    private static final Map<String, String> CONTEXT =
            Map.of("muster-vault", "0a", "muster-slot", "recovery/cloud");

    @TempDir Path folder;
    private Moto moto;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        moto = Moto.start(folder);
    }

    @AfterEach
    void stop() {
        moto.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private AwsKms kms(String keys) {
        return new AwsKms(keys, Optional.of(moto.endpoint()));
    }

    @Test
    void whatAKeyClosedItOpensInItsOwnRegionAlone() {
        String paris = moto.key("eu-west-3");
        byte[] wrapped = kms(paris).wrap(PLAIN, CONTEXT);
        assertThat(kms(paris).unwrap(wrapped, CONTEXT)).isEqualTo(PLAIN);
        String nowhere = paris.replace("eu-west-3", "us-east-1");
        assertThat(refusal(nowhere, wrapped, CONTEXT).code())
                .isIn(KmsErrors.NOT_FOUND, KmsErrors.DENIED);
        assertThat(
                        catchThrowableOfType(
                                        MusterException.class,
                                        () -> kms(nowhere).wrap(PLAIN, CONTEXT))
                                .code())
                .isEqualTo(KmsErrors.NOT_FOUND);
    }

    @Test
    void theContextOfAnotherVaultOrSlotOpensNothing() {
        String key = moto.key("eu-west-3");
        byte[] wrapped = kms(key).wrap(PLAIN, CONTEXT);
        for (Map<String, String> other :
                List.of(
                        Map.<String, String>of(),
                        Map.of("muster-vault", "0b", "muster-slot", "recovery/cloud"),
                        Map.of("muster-vault", "0a", "muster-slot", "owner/cloud"))) {
            assertThat(refusal(key, wrapped, other).code()).isEqualTo(KmsErrors.NOT_OURS);
        }
        assertThat(refusal(moto.key("eu-west-1"), wrapped, CONTEXT).code())
                .isIn(KmsErrors.NOT_OURS, KmsErrors.DENIED);
    }

    private MusterException refusal(String key, byte[] wrapped, Map<String, String> context) {
        return catchThrowableOfType(MusterException.class, () -> kms(key).unwrap(wrapped, context));
    }
}
