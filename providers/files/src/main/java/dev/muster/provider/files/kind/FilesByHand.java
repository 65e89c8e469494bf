package dev.muster.provider.files.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.kind.Situation;
import dev.muster.model.RestoreTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bringing files back as a person does it.
final class FilesByHand {
    private final Situation<FilesSettings> situation;

    FilesByHand(Situation<FilesSettings> situation) {
        this.situation = situation;
    }

    Procedure procedure(Action action) {
        return switch (action) {
            case Action.Restore restore ->
                    new Procedure(
                            "Bring the files of " + situation.component() + " back",
                            List.of(restore(restore)));
            case Action.Verify verify ->
                    new Procedure(
                            "Check the restored files of " + situation.component(), verify(verify));
            case Action.Fence _,
                    Action.Promote _,
                    Action.Start _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    new Procedure(action.verb() + " " + situation.component(), List.of());
        };
    }

    private Instruction restore(Action.Restore action) {
        String into = situation.settings().into().path();
        return new Instruction(
                "Write the files into " + into + ", which must be absent or empty.",
                Optional.of(
                        "muster restore "
                                + situation.component()
                                + " --to "
                                + Shell.word(text(action.target()))
                                + " --into "
                                + Shell.word(into)),
                Optional.of(situation.component() + " is in " + into),
                FilesEstimates.of(action, situation).duration(),
                Optional.of("rm -r " + Shell.word(into)),
                "See what can be restored: muster points " + situation.component(),
                false);
    }

    private List<Instruction> verify(Action.Verify action) {
        String into = situation.settings().into().path();
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(
                new Instruction(
                        "Read every file once.",
                        Optional.of("tar -cf - -C " + Shell.word(into) + " . | wc -c"),
                        Optional.of("the size of all files, and no error"),
                        FilesEstimates.of(action, situation).duration(),
                        Optional.empty(),
                        "Restore again into another folder.",
                        false));
        for (String required : situation.settings().required()) {
            instructions.add(
                    new Instruction(
                            "Look whether " + required + " is there.",
                            Optional.of(
                                    "test -s "
                                            + Shell.word(into + "/" + required)
                                            + " && echo there"),
                            Optional.of("there"),
                            Duration.ofSeconds(1),
                            Optional.empty(),
                            "Restore an earlier recovery point.",
                            false));
        }
        return instructions;
    }

    private static String text(RestoreTarget target) {
        return target instanceof RestoreTarget.AtTime(java.time.Instant time)
                ? time.toString()
                : "latest";
    }
}
