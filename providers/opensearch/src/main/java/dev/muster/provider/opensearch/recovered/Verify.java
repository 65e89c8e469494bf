package dev.muster.provider.opensearch.recovered;

import dev.muster.model.MusterException;
import dev.muster.provider.Operation;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.opensearch.backup.Attributes;
import dev.muster.provider.opensearch.cluster.Cluster;
import dev.muster.provider.opensearch.cluster.Contents;
import dev.muster.provider.opensearch.cluster.Shards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Proves that a cluster has what the snapshot had: every index with all its shards, as many
/// documents, and an answer to the user's questions. Nobody else may write meanwhile.
public final class Verify {
    private final Cluster cluster;
    private final Path folder;
    private final List<String> assertions;
    private final Operation operation;

    public Verify(Cluster cluster, Path folder, List<String> assertions, Operation operation) {
        this.cluster = cluster;
        this.folder = folder;
        this.assertions = List.copyOf(assertions);
        this.operation = operation;
    }

    public Verification run() throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        Optional<JsonNode> saved = saved();
        if (saved.isEmpty()) {
            String detail = folder + " holds no restore that was completed";
            return new Verification(List.of(new Check("restored", false, detail)));
        }
        Check shards = shards(saved.get());
        checks.add(shards);
        if (!shards.passed()) {
            // questions to an index with a missing shard are answered late, or by a part of it
            return new Verification(checks);
        }
        checks.add(documents(saved.get()));
        operation.progress().stage("checking assertions");
        for (String assertion : assertions) {
            operation.checkCancelled();
            checks.add(assertion(assertion));
        }
        return new Verification(checks);
    }

    private Optional<JsonNode> saved() {
        if (Marks.read(cluster.component(), folder).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Cluster.parse(Files.readAllBytes(folder.resolve(Attributes.INDICES))));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Check shards(JsonNode saved) throws InterruptedException {
        List<String> bad = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : saved.properties()) {
            operation.checkCancelled();
            if (!Shards.of(cluster, each.getKey()).map(Shards::areStarted).orElse(false)) {
                bad.add(each.getKey());
            }
        }
        return new Check(
                "all indices are there",
                bad.isEmpty(),
                bad.isEmpty() ? saved.size() + " indices" : "not whole: " + String.join(", ", bad));
    }

    private Check documents(JsonNode saved) throws InterruptedException {
        if (saved.isEmpty()) {
            return new Check("documents", true, "the snapshot has no index");
        }
        Contents there =
                Contents.of(cluster, saved.properties().stream().map(Map.Entry::getKey).toList());
        long counted = 0;
        List<String> bad = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : saved.properties()) {
            long documents = there.documents(each.getKey()).orElse(0L);
            JsonNode expected = each.getValue().path("documents");
            counted += documents;
            // not known where the source was written to while the snapshot was taken
            if (expected.isNumber() && expected.asLong() != documents) {
                bad.add(each.getKey() + " has " + documents + ", not " + expected.asLong());
            }
        }
        return new Check(
                "documents",
                bad.isEmpty(),
                bad.isEmpty()
                        ? String.format(Locale.ROOT, "%,d documents", counted)
                        : String.join(", ", bad));
    }

    private Check assertion(String assertion) throws InterruptedException {
        try {
            long count = cluster.get(assertion).path("count").asLong(0);
            return new Check(assertion, count > 0, Long.toString(count));
        } catch (MusterException refused) {
            return new Check(assertion, false, String.valueOf(refused.getMessage()));
        }
    }
}
