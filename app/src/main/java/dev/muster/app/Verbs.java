package dev.muster.app;

import static dev.muster.cli.VerbList.group;
import static dev.muster.cli.VerbList.verb;

import dev.muster.cli.ErrorCatalogue;
import dev.muster.cli.VerbList;
import dev.muster.cli.VerbList.Section;
import dev.muster.cli.docs.DocsVerb;
import dev.muster.cli.door.DoorServeVerb;
import dev.muster.cli.door.TokenAddVerb;
import dev.muster.cli.door.TokenListVerb;
import dev.muster.cli.door.TokenRemoveVerb;
import dev.muster.cli.keys.KeysAddVerb;
import dev.muster.cli.keys.KeysListVerb;
import dev.muster.cli.keys.KeysRemoveVerb;
import dev.muster.cli.keys.KeysRotateVerb;
import dev.muster.cli.keys.KitVerb;
import dev.muster.cli.keys.ProgramGetVerb;
import dev.muster.cli.keys.ProgramListVerb;
import dev.muster.cli.keys.ProgramPutVerb;
import dev.muster.cli.keys.ReaderProgram;
import dev.muster.cli.keys.SecretsListVerb;
import dev.muster.cli.keys.SecretsPutVerb;
import dev.muster.cli.keys.SecretsRemoveVerb;
import dev.muster.cli.keys.StrategyGetVerb;
import dev.muster.cli.keys.StrategyListVerb;
import dev.muster.cli.keys.StrategySignVerb;
import dev.muster.cli.run.RunAbortVerb;
import dev.muster.cli.run.RunApproveVerb;
import dev.muster.cli.run.RunDoneVerb;
import dev.muster.cli.run.RunListVerb;
import dev.muster.cli.run.RunPauseVerb;
import dev.muster.cli.run.RunResumeVerb;
import dev.muster.cli.run.RunRetryVerb;
import dev.muster.cli.run.RunShowVerb;
import dev.muster.cli.run.RunSkipVerb;
import dev.muster.cli.run.RunWatchVerb;
import dev.muster.cli.site.Sites;
import dev.muster.cli.upkeep.CopiesVerb;
import dev.muster.cli.upkeep.HoldVerb;
import dev.muster.cli.upkeep.PruneVerb;
import dev.muster.cli.upkeep.ReleaseVerb;
import dev.muster.cli.upkeep.RepairVerb;
import dev.muster.cli.upkeep.ScrubVerb;
import dev.muster.cli.upkeep.VaultCheckVerb;
import dev.muster.cli.verb.AlertsTestVerb;
import dev.muster.cli.verb.AwsPolicyVerb;
import dev.muster.cli.verb.BackupVerb;
import dev.muster.cli.verb.CheckVerb;
import dev.muster.cli.verb.CompletionVerb;
import dev.muster.cli.verb.DemoVerb;
import dev.muster.cli.verb.DoctorVerb;
import dev.muster.cli.verb.ExplainVerb;
import dev.muster.cli.verb.FailbackVerb;
import dev.muster.cli.verb.FailoverVerb;
import dev.muster.cli.verb.FilesGetVerb;
import dev.muster.cli.verb.FilesListVerb;
import dev.muster.cli.verb.InitVerb;
import dev.muster.cli.verb.NextStepsVerb;
import dev.muster.cli.verb.PlanVerb;
import dev.muster.cli.verb.PointsVerb;
import dev.muster.cli.verb.RecoverVerb;
import dev.muster.cli.verb.RestoreVerb;
import dev.muster.cli.verb.ServeVerb;
import dev.muster.cli.verb.StatusVerb;
import dev.muster.cli.verb.VaultInfoVerb;
import dev.muster.cli.verb.VaultInitVerb;
import dev.muster.cli.verb.VaultLockVerb;
import dev.muster.cli.verb.VaultPolicyVerb;
import dev.muster.demo.world.DemoNames;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// All commands, in the order of `muster --help`.
///
/// Made anew for each line, because a verb object holds what was typed.
final class Verbs {
    private Verbs() {}

    static VerbList all() {
        Sites sites = Wiring.sites();
        ReaderProgram reader = Wiring.reader();
        return new VerbList(
                new NextStepsVerb(),
                List.of(
                        Section.of(
                                "Try it",
                                verb(new DemoVerb(new DemoStage(sites, DemoNames.usual())))),
                        Section.of(
                                "Before",
                                verb(new InitVerb(sites)),
                                verb(new CheckVerb(sites)),
                                verb(new DoctorVerb(sites)),
                                verb(new PlanVerb(sites)),
                                verb(new DocsVerb(sites)),
                                group(
                                        "aws",
                                        "what the strategy needs of an AWS account",
                                        verb(new AwsPolicyVerb(sites))),
                                group(
                                        "vault",
                                        "the vaults of the strategy",
                                        verb(new VaultInitVerb(sites, reader)),
                                        verb(new VaultInfoVerb(sites)),
                                        verb(new VaultPolicyVerb(sites)),
                                        verb(new CopiesVerb(sites)),
                                        verb(new VaultCheckVerb(sites)),
                                        verb(new ScrubVerb(sites)),
                                        verb(new RepairVerb(sites)),
                                        verb(new PruneVerb(sites)),
                                        verb(new HoldVerb(sites)),
                                        verb(new ReleaseVerb(sites)),
                                        verb(new KitVerb(sites)),
                                        verb(new VaultLockVerb(sites)),
                                        group(
                                                "keys",
                                                "who may read, write and sign",
                                                new KeysListVerb(sites),
                                                new KeysAddVerb(sites),
                                                new KeysRemoveVerb(sites),
                                                new KeysRotateVerb(sites)),
                                        group(
                                                "secrets",
                                                "values that only a recovery opens",
                                                new SecretsPutVerb(sites),
                                                new SecretsListVerb(sites),
                                                new SecretsRemoveVerb(sites)),
                                        group(
                                                "strategy",
                                                "versions of the strategy in the vault",
                                                new StrategySignVerb(sites, reader),
                                                new StrategyListVerb(sites),
                                                new StrategyGetVerb(sites)),
                                        verb(new DoorServeVerb()),
                                        group(
                                                "token",
                                                "who is let in where a vault is served",
                                                new TokenAddVerb(),
                                                new TokenListVerb(),
                                                new TokenRemoveVerb()),
                                        group(
                                                "program",
                                                "the reader that the vault carries",
                                                new ProgramPutVerb(sites, reader),
                                                new ProgramListVerb(sites),
                                                new ProgramGetVerb(sites)))),
                        Section.of(
                                "Protect",
                                verb(new ServeVerb(sites, Verbs::jitter)),
                                verb(new BackupVerb(sites)),
                                verb(new StatusVerb(sites)),
                                group(
                                        "alerts",
                                        "who is told when protection is in trouble",
                                        new AlertsTestVerb(sites)),
                                verb(new PointsVerb(sites))),
                        Section.of(
                                "Recover",
                                verb(new RecoverVerb(sites, Verbs::jitter)),
                                verb(new FailoverVerb(sites, Verbs::jitter)),
                                verb(new FailbackVerb(sites, Verbs::jitter)),
                                group(
                                        "run",
                                        "recoveries that go on, and those that ended",
                                        new RunListVerb(sites),
                                        new RunShowVerb(sites),
                                        new RunWatchVerb(sites),
                                        new RunApproveVerb(sites, Verbs::jitter),
                                        new RunPauseVerb(sites, Verbs::jitter),
                                        new RunResumeVerb(sites, Verbs::jitter),
                                        new RunAbortVerb(sites, Verbs::jitter),
                                        new RunRetryVerb(sites, Verbs::jitter),
                                        new RunSkipVerb(sites, Verbs::jitter),
                                        new RunDoneVerb(sites, Verbs::jitter)),
                                verb(new RestoreVerb(sites)),
                                group(
                                        "files",
                                        "single files of a recovery point",
                                        new FilesListVerb(sites),
                                        new FilesGetVerb(sites))),
                        Section.of(
                                "Help",
                                verb(new ExplainVerb(() -> new ErrorCatalogue(ErrorRooms.ALL))),
                                verb(new CompletionVerb(Verbs::all)))));
    }

    static double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
