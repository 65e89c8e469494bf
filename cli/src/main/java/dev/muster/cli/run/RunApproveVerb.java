package dev.muster.cli.run;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.engine.EngineErrors;
import dev.muster.engine.machine.Demand;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.operations.runs.KnownRun;
import dev.muster.operations.runs.RunBook;
import dev.muster.record.Order;
import dev.muster.record.approval.ApprovalRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster run approve`.
@Command(name = "approve", description = "sign that a run may go on")
public final class RunApproveVerb implements Verb {
    private static final long LONGEST = 16_384;

    private final Sites sites;
    private final DoubleSupplier jitter;

    @Parameters(index = "0", paramLabel = "RUN", description = "its name")
    private String run = "";

    @Parameters(
            index = "1",
            paramLabel = "APPROVAL",
            arity = "0..1",
            description = "which one; not needed where the run asks for one alone")
    private String step = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "your private key; without it, one of the keys that ssh-agent holds")
    private @Nullable Path key;

    @Option(
            names = "--request",
            description = "print the exact text that is to be signed, and sign nothing")
    private boolean request;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "a signature of that text, made elsewhere by ssh-keygen -Y sign")
    private @Nullable Path signature;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "stands in the record")
    private String reason = "";

    public RunApproveVerb(Sites sites, DoubleSupplier jitter) {
        this.sites = sites;
        this.jitter = jitter;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        if ((request ? 1 : 0) + (key == null ? 0 : 1) + (signature == null ? 0 : 1) > 1) {
            throw CliErrors.WRONG_USAGE.error(
                    "--request, --key and --signature do not go together", "leave two of them out");
        }
        if (request) {
            return show(call);
        }
        return new OrderGiver(call, sites, jitter)
                .give(
                        run,
                        known -> {
                            Asked asked = Asked.of(known, step);
                            return new Order.Approve(
                                    asked.request().step(), signature(asked, known));
                        },
                        reason,
                        true);
    }

    private String signature(Asked asked, KnownRun known) throws InterruptedException {
        if (signature != null) {
            return read(signature);
        }
        String text = asked.request().text(known.start());
        return SshKeygen.sign(key == null ? Optional.empty() : Optional.of(key), asked, text);
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw CliErrors.WRONG_USAGE.error(
                        file + " is too large to be a signature", "name the .sig file");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw CliErrors.WRONG_USAGE.error(
                    "the signature " + file + " cannot be read: " + unreadable,
                    "name the .sig file that ssh-keygen -Y sign wrote",
                    unreadable);
        }
    }

    private Answer show(Call call) {
        KnownRun known = new RunBook(sites.openPatiently(call)).require(run);
        OrderGiver.requireHere(known);
        Asked asked = Asked.of(known, step);
        requireFresh(call, known, asked);
        String text = asked.request().text(known.start());
        call.answer(
                "run-request/1",
                Requested.of(known.start().run(), asked, text),
                screen -> {
                    text.lines().forEach(screen::print);
                    screen.say(
                            "for "
                                    + asked.approval().of()
                                    + " of: "
                                    + Approver.names(asked.approvers()));
                    screen.say("keep it in a file, and: " + how("FILE"));
                    screen.say(
                            "then: muster run approve "
                                    + known.start().run()
                                    + " "
                                    + asked.request().step()
                                    + " --signature FILE.sig");
                });
        return Answer.YES;
    }

    private static String how(String file) {
        return "ssh-keygen -Y sign -n " + ApprovalRequest.NAMESPACE + " -f YOUR_KEY " + file;
    }

    /// Whoever drives the run asks anew in time; where nobody does, that is still to come.
    private static void requireFresh(Call call, KnownRun known, Asked asked) {
        Instant until = asked.request().until();
        if (known.holder().isEmpty() && !call.timing().instant().isBefore(until)) {
            throw EngineErrors.ORDER_REFUSED.error(
                    "the request expired at " + until + ", and nobody drives the run to ask anew",
                    "take it up first: muster recover " + known.start().plan().scenario());
        }
    }

    private record Requested(
            RunId run,
            StepId step,
            int request,
            Instant until,
            String namespace,
            String text,
            int needed,
            List<String> signed,
            List<Person> may) {
        static Requested of(RunId run, Asked asked, String text) {
            Demand.Signatures signatures = asked.signatures();
            return new Requested(
                    run,
                    asked.request().step(),
                    asked.request().number(),
                    asked.request().until(),
                    ApprovalRequest.NAMESPACE,
                    text,
                    asked.approval().of(),
                    signatures.signed().stream().map(it -> it.key().fingerprint()).toList(),
                    asked.approvers().stream().map(Person::of).toList());
        }
    }

    private record Person(String contact, String name, List<String> keys) {
        static Person of(Approver approver) {
            return new Person(
                    approver.contact().value(),
                    approver.name(),
                    approver.keys().stream().map(key -> key.fingerprint()).toList());
        }
    }
}
