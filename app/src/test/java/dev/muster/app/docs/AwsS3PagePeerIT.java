package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.vault.s3.Minio;
import dev.muster.vault.s3.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/aws-s3.md` says, word for word, with a real MinIO in the place of S3.
@Timeout(240)
class AwsS3PagePeerIT {
    private static final Page PAGE = Page.at("docs/aws-s3.md");
    private static final String TIME = "2026-03-01T18:00:00Z";

    @TempDir Path temp;
    private Minio minio;

    @BeforeEach
    void start() throws Exception {
        minio = Minio.start(Files.createDirectories(temp.resolve("minio")));
    }

    @AfterEach
    void stop() {
        minio.close();
    }

    @Test
    void aReaderOfThePageBringsABucketBack() throws Exception {
        for (String bucket : List.of("shop-pictures", "shop-pictures-there")) {
            minio.versioned(bucket);
        }
        Typist typist = new Typist(temp);
        Files.writeString(typist.work().resolve("muster.yaml"), atMinio(PAGE.text("yaml", 0)));
        Files.writeString(typist.work().resolve("key"), S3Server.CREDENTIALS.accessKey().reveal());
        Files.writeString(
                typist.work().resolve("secret"), S3Server.CREDENTIALS.secretKey().reveal());
        put("kept", "kept");
        put("index.html", "old");
        TimeUnit.MILLISECONDS.sleep(20);
        String moment = Instant.now().toString();
        TimeUnit.MILLISECONDS.sleep(20);
        put("index.html", "bad");
        put("stray", "bad");
        List<String> schemas = new ArrayList<>();

        for (Page.Command command : PAGE.commands()) {
            type(typist, command, moment, schemas);
        }

        assertThat(schemas)
                .containsExactly(
                        "check", "aws-policy", "doctor", "restore-native", "restore-native");
        assertThat(minio.keys("shop-pictures")).containsExactly("index.html", "kept");
        assertThat(minio.content("shop-pictures", "index.html")).isEqualTo("old");
    }

    private void type(Typist typist, Page.Command command, String moment, List<String> schemas)
            throws Exception {
        String typed = command.typed().replace(TIME, moment);
        if (typed.equals("muster check")) {
            assertThat(BusyCluster.must(typist.shell(typed)).strip())
                    .endsWith(command.output().getLast());
        }
        if (typed.startsWith("muster doctor")) {
            // what MinIO lacks is found, which is the answer no
            String no = " || [ $? = 1 ]";
            assertThat(typist.type(typed + no).output())
                    .contains("aws s3api put-bucket-replication");
            String json = typed + " --output json 2>words" + no;
            schemas.add(PublishedSchema.hold(BusyCluster.must(typist.shell(json))));
            return;
        }
        if (typed.endsWith("--dry-run")) {
            assertThat(typist.type(typed).output()).contains("1 to copy (3 B), 1 to hide");
        }
        schemas.add(typist.answer(typed));
    }

    private String atMinio(String strategy) {
        String access =
                "    access: { endpoint: \"http://127.0.0.1:"
                        + minio.port()
                        + "\", access-key: \"${file:key}\", secret-key:"
                        + " \"${file:secret}\" }\n";
        return strategy.replace("    recover:\n", access + "    recover:\n");
    }

    private void put(String key, String content) {
        minio.put("shop-pictures", key, content);
    }
}
