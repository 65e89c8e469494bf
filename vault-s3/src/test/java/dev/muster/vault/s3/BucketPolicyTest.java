package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.VaultUrl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BucketPolicyTest {
    private static final BucketPolicy.Roles ROLES =
            new BucketPolicy.Roles("arn:source", "arn:restorer", "arn:janitor");

    @Test
    void nobodyButTheJanitorDeletesAndNobodyReplaces() {
        List<Map<?, ?>> statements = statements("s3://dr-paris/a/b?region=eu-west-3");
        Map<?, ?> deletes = named(statements, "MusterOnlyJanitorDeletes");
        assertThat(deletes.get("Effect")).isEqualTo("Deny");
        assertThat(deletes.get("Condition").toString()).contains("ArnNotEquals", "arn:janitor");
        Map<?, ?> replaces = named(statements, "MusterOnlyNew");
        assertThat(replaces.get("Effect")).isEqualTo("Deny");
        assertThat(replaces.get("Condition").toString())
                .contains("s3:if-none-match=true", "s3:ObjectCreationOperation=true");
    }

    @Test
    void everythingIsBoundToThePrefix() {
        List<Map<?, ?>> statements = statements("s3://dr-paris/a/b");
        assertThat(statements)
                .allSatisfy(it ->
                        assertThat(it.get("Resource").toString() + it.get("Condition"))
                                .contains("a/b/"));
    }

    @Test
    void aSourceMayNotDelete() {
        for (Map<?, ?> statement : statements("s3://dr-paris/a/b")) {
            if (statement.get("Principal").toString().contains("arn:source")) {
                assertThat(statement.get("Action").toString()).doesNotContain("Delete");
            }
        }
    }

    @Test
    void aSourceAddsNeitherProgramsNorKeys() {
        List<Map<?, ?>> statements = statements("s3://dr-paris/a/b");
        assertThat(named(statements, "MusterAdd").get("Resource").toString())
                .contains("a/b/packs/*", "a/b/commits/*")
                .doesNotContain("a/b/program", "a/b/keys", "a/b/condemned", "a/b/*");
        Map<?, ?> denied = named(statements, "MusterNoKeysNorPrograms");
        assertThat(denied.get("Effect")).isEqualTo("Deny");
        assertThat(denied.get("Resource").toString()).contains("a/b/program/*", "a/b/keys/*");
        assertThat(denied.get("Condition").toString())
                .contains("arn:source")
                .doesNotContain("arn:janitor");
        Object ofMinio = policies("s3://dr-paris?endpoint=http://127.0.0.1:9000").get("source");
        assertThat(ofMinio.toString()).contains("packs/*").doesNotContain("program", "keys/");
    }

    @Test
    void aLockNeedsARightOfItsOwn() {
        assertThat(named(statements("s3://dr-paris?lock=30d"), "MusterAdd").get("Action"))
                .isEqualTo(List.of("s3:PutObject", "s3:PutObjectRetention"));
        assertThat(named(statements("s3://dr-paris"), "MusterAdd").get("Action"))
                .isEqualTo(List.of("s3:PutObject"));
    }

    @Test
    void otherStorageGetsOnlyConditionsThatItKnows() {
        Map<String, Object> policies = policies("s3://dr-paris?endpoint=http://127.0.0.1:9000");
        assertThat(policies).containsOnlyKeys("source", "restorer", "janitor");
        assertThat(policies.toString()).doesNotContain("if-none-match", "Principal", "Deny");
        assertThat(policies.get("source").toString())
                .contains("PutObject")
                .doesNotContain("Delete");
        assertThat(policies.get("janitor").toString()).contains("DeleteObject");
    }

    private static Map<String, Object> policies(String url) {
        return BucketPolicy.of((VaultUrl.Bucket) VaultUrl.parse(url), ROLES);
    }

    private static List<Map<?, ?>> statements(String url) {
        Map<?, ?> policy = (Map<?, ?>) policies(url).get("bucket");
        return ((List<?>) policy.get("Statement"))
                .stream().<Map<?, ?>>map(it -> (Map<?, ?>) it).toList();
    }

    private static Map<?, ?> named(List<Map<?, ?>> statements, String sid) {
        return statements.stream()
                .filter(it -> sid.equals(it.get("Sid")))
                .findFirst()
                .orElseThrow();
    }
}
