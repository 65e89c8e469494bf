package dev.muster.provider.aws.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.kind.Situation;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.aws.kind.S3Buckets.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recovery of a bucket with the `aws` and `jq` commands.
final class S3ByHand {
    private static final Duration MOMENT = Duration.ofSeconds(10);

    /// As the `aws` command writes times, so that they compare as texts.
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

    private final Situation<S3Settings> situation;
    private final S3Settings settings;
    private final S3Buckets buckets;

    S3ByHand(Situation<S3Settings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.buckets = S3Buckets.of(situation, situation.in());
    }

    Procedure procedure(Action action) {
        return switch (action) {
            case Action.Restore restore ->
                    new Procedure(
                            "Bring bucket " + buckets.destination().bucket() + " back to a time",
                            restore(restore));
            case Action.Verify _ ->
                    new Procedure("Check bucket " + buckets.destination().bucket(), verify());
            case Action.Fence _,
                    Action.Promote _,
                    Action.Start _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    new Procedure("Nothing to do for " + situation.component(), List.of());
        };
    }

    private List<Instruction> restore(Action.Restore restore) {
        return List.of(
                instruction(
                        "List all versions and delete markers.",
                        api("list-object-versions", buckets.source()) + " > versions.json",
                        "nothing",
                        S3Estimates.of(
                                        new Action.Verify(restore.component(), restore.region()),
                                        situation)
                                .duration(),
                        "If access is denied, use the role that may recover; `muster aws policy`"
                                + " prints what it needs."),
                instruction(
                        "Write down what has to be done: one command for each object that is not as"
                                + " it was. Read the file before you go on.",
                        "jq -r --arg t "
                                + Shell.word(moment(restore.target()))
                                + " "
                                + Shell.word(program())
                                + " versions.json > restore.sh && wc -l restore.sh",
                        "how many objects change",
                        MOMENT,
                        "Without jq, look for the versions in versions.json."),
                new Instruction(
                        "Stop whoever writes to the bucket, then do it. Versions are added, and none"
                                + " is deleted.",
                        Optional.of("sh -e restore.sh"),
                        Optional.of("a CopyObjectResult for each object that is copied"),
                        S3Estimates.of(restore, situation).duration(),
                        Optional.of("the same three commands with the time before you began"),
                        "InvalidObjectState means that the version is archived: thaw it with `aws"
                                + " s3api restore-object` first. Then begin again at the first"
                                + " command.",
                        false));
    }

    /// Newest version at or before the time for each key; where that is a marker or there is none,
    /// a marker.
    private String program() {
        String to = buckets.destination().bucket() + " " + buckets.destination().options();
        return "[(.Versions//[])[]+{m:false}]+[(.DeleteMarkers//[])[]+{m:true}]|group_by(.Key)[]"
                + "|(map(select(.LastModified<=$t))|sort_by(.LastModified)|last) as $w"
                + "|(map(select(.IsLatest))|first) as $c"
                + "|if $w!=null and ($w.m|not) then (if "
                + (buckets.inPlace() ? "$w.IsLatest" : "false")
                + " then empty else \"aws s3api copy-object --bucket "
                + to
                + " --key \\($w.Key|@sh) --copy-source \\(\""
                + buckets.source().bucket()
                + "/\\($w.Key|@uri)?versionId=\\($w.VersionId|@uri)\"|@sh)"
                + " --storage-class \\($w.StorageClass)\" end)"
                + " elif "
                + (buckets.inPlace() ? "$c!=null and ($c.m|not)" : "false")
                + " then \"aws s3api delete-object --bucket "
                + to
                + " --key \\($c.Key|@sh)\" else empty end";
    }

    private static String moment(RestoreTarget target) {
        return target instanceof RestoreTarget.AtTime time
                ? WRITTEN.format(time.time())
                : WRITTEN.format(Instant.parse("9999-12-31T00:00:00Z"));
    }

    private List<Instruction> verify() {
        Place place = buckets.destination();
        List<Instruction> all = new ArrayList<>();
        all.add(
                instruction(
                        "Count the objects and their bytes.",
                        "aws s3 ls --recursive --summarize "
                                + place.options()
                                + " s3://"
                                + place.bucket()
                                + " | tail -2",
                        "Total Objects and Total Size, as they were then",
                        S3Estimates.of(
                                        new Action.Verify(situation.component(), situation.in()),
                                        situation)
                                .duration(),
                        "Bring the bucket back to an earlier time."));
        for (String key : settings.required()) {
            all.add(
                    instruction(
                            "Look whether " + key + " is there.",
                            api("head-object", place) + " --key " + Shell.word(key),
                            "its size and its ETag",
                            MOMENT,
                            "Let the owner of the data decide before clients come."));
        }
        return all;
    }

    private static String api(String what, Place place) {
        return "aws s3api " + what + " --bucket " + place.bucket() + " " + place.options();
    }

    private static Instruction instruction(
            String text, String command, String expected, Duration takes, String onFailure) {
        return new Instruction(
                text,
                Optional.of(command),
                Optional.of(expected),
                takes,
                Optional.empty(),
                onFailure,
                false);
    }
}
