package dev.muster.vault.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsKeyTest {
    private static final String PARIS = "arn:aws:kms:eu-west-3:111122223333:key/mrk-0a1b";
    private static final String DUBLIN = "arn:aws:kms:eu-west-1:111122223333:key/mrk-0a1b";

    @Test
    void oneKeyInSeveralRegionsIsNamedByItsArns() {
        assertThat(KmsKey.list(PARIS + ", " + DUBLIN))
                .extracting(KmsKey::region)
                .containsExactly("eu-west-3", "eu-west-1");
        assertThat(new AwsKms(PARIS + ", " + DUBLIN).key()).isEqualTo(PARIS + "," + DUBLIN);
        assertThat(KmsKey.list("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234-56"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mrk-0a1b",
                "alias/muster",
                "arn:aws:kms:eu-west-3:111122223333:alias/muster",
                "arn:aws:s3:::bucket",
                "arn:aws:kms:eu-west-3:111122223333:key/",
                PARIS + ",",
                PARIS + "," + PARIS,
                PARIS + ",arn:aws:kms:eu-west-1:111122223333:key/mrk-ffff",
                PARIS + ",arn:aws:kms:eu-west-1:999922223333:key/mrk-0a1b",
                "arn:aws:kms:eu-west-3:111122223333:key/0a1b,arn:aws:kms:eu-west-1:111122223333:key/0a1b"
            })
    void whatIsNoKeyOrNotTheSameOneIsRefused(String text) {
        assertThatThrownBy(() -> KmsKey.list(text))
                .isInstanceOf(MusterException.class)
                .extracting(thrown -> ((MusterException) thrown).code())
                .isEqualTo(KmsErrors.BAD_NAME);
    }
}
