package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.model.VaultUrl;
import dev.muster.vault.store.Guard.Ban;
import dev.muster.vault.store.VaultStore.Put;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.json.JsonMapper;

/// The printed policies do what they say, where the storage is real.
class MinioPolicyPeerIT {
    private static final byte[] ONE = {1, 2, 3};
    private static Minio server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = Minio.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// Acts in a role: with credentials that the role's policy bounds.
    private static S3Store as(String role) {
        return as(role, server.url("team/v"));
    }

    private static S3Store as(String role, String url) {
        Object policy =
                BucketPolicy.of(
                                (VaultUrl.Bucket) VaultUrl.parse(server.url("team/v")),
                                new BucketPolicy.Roles("a", "b", "c"))
                        .get(role);
        try (StsClient sts =
                StsClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                        .region(Region.US_EAST_1)
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                S3Server.CREDENTIALS.accessKey().reveal(),
                                                S3Server.CREDENTIALS.secretKey().reveal())))
                        .build()) {
            Credentials given =
                    sts.assumeRole(it ->
                                    it.policy(new JsonMapper().writeValueAsString(policy))
                                            .roleArn("arn:minio:iam:::role/any")
                                            .roleSessionName(role))
                            .credentials();
            return Stores.at(
                    url,
                    Stores.SMALL,
                    new S3Credentials(
                            new Secret(given.accessKeyId()),
                            new Secret(given.secretAccessKey()),
                            Optional.of(new Secret(given.sessionToken()))));
        }
    }

    @Test
    void aSourceAddsAndReadsAndDeletesNothing() {
        S3Store source = as("source");
        assertThat(source.putIfAbsent("packs/aa/a", ONE)).isEqualTo(Put.STORED);
        assertThat(source.putIfAbsent("packs/aa/a", ONE)).isEqualTo(Put.EXISTS);
        assertThat(source.putIfAbsent("packs/aa/large", new byte[9 << 20])).isEqualTo(Put.STORED);
        assertThat(source.get("packs/aa/a")).contains(ONE);
        assertThat(source.list("packs/")).hasSize(2);
        assertThat(source.exists("packs/aa/absent")).isFalse();
        denied(() -> source.putIfAbsent("program/000000001-00000000/muster-reader.jar", ONE));
        denied(() -> source.putIfAbsent("keys/removed/source/a", ONE));
        denied(() -> source.delete("packs/aa/a"));
        assertThat(source.guard().delete()).isEqualTo(Ban.REFUSED);
        assertThat(source.get("packs/aa/a")).contains(ONE);
    }

    @Test
    void aRestorerReadsAndAddsOnlyRecords() {
        Stores.at(server.url("team/v")).putIfAbsent("packs/aa/b", ONE);
        S3Store restorer = as("restorer");
        assertThat(restorer.get("packs/aa/b")).contains(ONE);
        assertThat(restorer.putIfAbsent("runs/r/start", ONE)).isEqualTo(Put.STORED);
        assertThat(restorer.putIfAbsent("runbooks/r/a", ONE)).isEqualTo(Put.STORED);
        assertThat(restorer.putIfAbsent("strategies/a", ONE)).isEqualTo(Put.STORED);
        denied(() -> restorer.putIfAbsent("packs/aa/c", ONE));
        denied(() -> restorer.delete("packs/aa/b"));
        assertThat(restorer.guard().delete()).isEqualTo(Ban.REFUSED);
    }

    @Test
    void aJanitorDeletes() {
        Stores.at(server.url("team/v")).putIfAbsent("packs/aa/d", ONE);
        as("janitor").delete("packs/aa/d");
        assertThat(Stores.at(server.url("team/v")).exists("packs/aa/d")).isFalse();
    }

    @Test
    void nobodyReachesBesideThePrefix() {
        Stores.at(server.url("team/other")).putIfAbsent("config", ONE);
        S3Store beside = as("janitor", server.url("team/other"));
        denied(() -> beside.get("config"));
        denied(() -> beside.list(""));
        denied(() -> beside.delete("config"));
        denied(() -> beside.putIfAbsent("x", ONE));
    }

    private static void denied(Runnable work) {
        assertThatThrownBy(work::run)
                .satisfies(told ->
                        assertThat(((MusterException) told).code())
                                .as(told.getMessage())
                                .isEqualTo(S3Errors.DENIED));
    }
}
