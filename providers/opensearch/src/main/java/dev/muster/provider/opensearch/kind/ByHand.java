package dev.muster.provider.opensearch.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.kind.Situation;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Cluster;
import dev.muster.provider.opensearch.kind.OpenSearchSettings.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recovery of indices with `curl`.
final class ByHand {
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final String JSON = "-H 'Content-Type: application/json' -d ";

    private final Situation<OpenSearchSettings> situation;
    private final OpenSearchSettings settings;

    ByHand(Situation<OpenSearchSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
    }

    Procedure procedure(Action action) {
        return switch (action) {
            case Action.Fence _ ->
                    new Procedure(title("Make the old cluster of %s read-only"), fence());
            case Action.Restore restore ->
                    new Procedure(title("Bring the snapshots of %s back"), restore(restore));
            case Action.Start _ -> new Procedure(title("Restore the indices of %s"), start(action));
            case Action.Verify _ -> new Procedure(title("Check the indices of %s"), verify());
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    new Procedure(title("Nothing to do for %s"), List.of());
        };
    }

    private String title(String pattern) {
        return pattern.formatted(situation.component());
    }

    private List<Instruction> fence() {
        String to = "_cluster/settings";
        return List.of(
                new Instruction(
                        "Make the old cluster read-only, if it still answers.",
                        Optional.of(blocks(to, "true")),
                        Optional.of("\"acknowledged\":true, or connection refused"),
                        MOMENT,
                        Optional.of(blocks(to, "null")),
                        "If it answers and refuses, stop its nodes. If it cannot be reached at all,"
                                + " let a person who may accept that it goes on taking writes.",
                        false));
    }

    private String blocks(String to, String value) {
        return curl(settings.connection(), "PUT", to)
                + " "
                + JSON
                + "'{\"persistent\":{\"cluster.blocks.read_only\":"
                + value
                + "}}'";
    }

    private List<Instruction> restore(Action.Restore restore) {
        String folder = folder();
        return List.of(
                new Instruction(
                        "Look whether the folder is free.",
                        Optional.of("ls -A " + Shell.word(folder)),
                        Optional.of("nothing, or that there is no such folder"),
                        MOMENT,
                        Optional.empty(),
                        "Move it away: mv "
                                + Shell.word(folder)
                                + " "
                                + Shell.word(folder + ".old"),
                        false),
                new Instruction(
                        "Restore the snapshots.",
                        Optional.of(
                                "muster restore "
                                        + situation.component()
                                        + " --to "
                                        + Shell.word(TargetText.of(restore.target()))
                                        + " --into "
                                        + Shell.word(folder)),
                        Optional.of("the name of the snapshot"),
                        Estimates.of(restore, situation).duration(),
                        Optional.of("rm -r " + Shell.word(folder)),
                        "See what can be restored: muster points " + situation.component(),
                        false));
    }

    private List<Instruction> start(Action action) {
        String repository = "_snapshot/" + Names.restored(situation.component());
        return List.of(
                new Instruction(
                        "Let the cluster read the folder.",
                        Optional.of(
                                curl(recovered(), "PUT", repository)
                                        + " "
                                        + JSON
                                        + Shell.word(
                                                "{\"type\":\"fs\",\"settings\":{\"readonly\":true,\"location\":\""
                                                        + folder()
                                                        + "\"}}")),
                        Optional.of("\"acknowledged\":true"),
                        MOMENT,
                        Optional.of(curl(recovered(), "DELETE", repository)),
                        "The folder above it must stand in path.repo of every node.",
                        false),
                new Instruction(
                        "Restore all indices of the snapshot that the file muster.restored in the"
                                + " folder names.",
                        Optional.of(
                                "snapshot=$(sed -n 's/^snapshot=//p' "
                                        + Shell.word(folder() + "/muster.restored")
                                        + ") && "
                                        + curl(recovered(), "POST", repository)
                                        + "\"/$snapshot/_restore?wait_for_completion=true\" "
                                        + JSON
                                        + "'{\"include_global_state\":false}'"),
                        Optional.of("\"failed\":0"),
                        Estimates.of(action, situation).duration(),
                        Optional.empty(),
                        "An index that is there already must be deleted or renamed first.",
                        true));
    }

    private List<Instruction> verify() {
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(
                new Instruction(
                        "Look whether every index is there, with its documents.",
                        Optional.of(curl(recovered(), "GET", "_cat/indices?v")),
                        Optional.of(
                                "no index is red; the documents that muster-indices.json names"),
                        MOMENT,
                        Optional.empty(),
                        "Ask why a shard is missing: "
                                + curl(recovered(), "GET", "_cluster/allocation/explain"),
                        false));
        for (String assertion : settings.assertions()) {
            instructions.add(
                    new Instruction(
                            "Check: " + assertion,
                            Optional.of(curl(recovered(), "GET", assertion)),
                            Optional.of("a count other than 0"),
                            MOMENT,
                            Optional.empty(),
                            "Let the owner of the data decide before clients come.",
                            false));
        }
        return instructions;
    }

    private String folder() {
        return settings.cluster().map(cluster -> cluster.repository().path()).orElse("FOLDER");
    }

    private Connection recovered() {
        return settings.cluster().map(Cluster::connection).orElse(settings.connection());
    }

    /// The password is no part of the line: curl asks for it.
    private static String curl(Connection connection, String method, String path) {
        String user = connection.user().map(name -> " -u " + Shell.word(name)).orElse("");
        String ca = connection.ca().map(file -> " --cacert " + Shell.word(file.path())).orElse("");
        return "curl -sS -X "
                + method
                + user
                + ca
                + (connection.tls() == Tls.REQUIRE ? " -k" : "")
                + " "
                + Shell.word(
                        (connection.tls() == Tls.DISABLE ? "http://" : "https://")
                                + connection.address()
                                + "/"
                                + path);
    }
}
