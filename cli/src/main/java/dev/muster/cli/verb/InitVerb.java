package dev.muster.cli.verb;

import dev.muster.check.Checker;
import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.Drafting;
import dev.muster.provider.Drafting.Draft;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster init`.
@Command(name = "init", description = "write a strategy from a server that runs")
public final class InitVerb implements Verb {
    private final Sites sites;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "what to look at, such as postgresql://ROLE@HOST/DATABASE")
    private @Nullable String from;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "db",
            description = "what it will be called (default: db)")
    private String name = "db";

    public InitVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        URI address = address(call);
        Path file = call.newStrategyFile();
        if (Files.exists(file)) {
            throw exists(file);
        }
        call.resumeWith("nothing was written");
        Drafting drafting = drafting(call, address);
        ComponentId component = component();
        String variable = variable(component);
        String shown = drafting.shown(address);
        Draft draft;
        try (Task task = call.progress(component.value())) {
            task.stage("looking");
            draft =
                    drafting.draft(
                            new Drafting.Request(
                                    component,
                                    address,
                                    password(call, drafting, address, variable),
                                    variable,
                                    StrategyDraft.THERE));
        }
        String text = new StrategyDraft(component, shown, draft).text();
        long errors = errors(call, file, text);
        write(file, text);
        Answered answer = Answered.of(file, component, variable, draft);
        call.answer("init/1", answer, screen -> show(screen, answer));
        return Answer.of(errors == 0);
    }

    private URI address(Call call) {
        String typed = from;
        if (typed == null) {
            throw CliErrors.WRONG_USAGE.error(
                    "muster init needs a server to look at",
                    "muster init --from " + examples(call));
        }
        try {
            return new URI(typed);
        } catch (URISyntaxException e) {
            // never shown: it may hold a password
            throw CliErrors.WRONG_USAGE.error(
                    "what follows --from is no address: " + e.getReason(),
                    "muster init --from " + examples(call));
        }
    }

    private String examples(Call call) {
        return sites.draftings(call).stream()
                .map(Drafting::example)
                .collect(Collectors.joining(" or "));
    }

    private Drafting drafting(Call call, URI address) {
        return sites.draftings(call).stream()
                .filter(it -> it.reads(address))
                .findFirst()
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "nothing is known that is reached by "
                                        + Optional.ofNullable(address.getScheme()).orElse("that"),
                                "muster init --from " + examples(call)));
    }

    private ComponentId component() {
        try {
            return new ComponentId(name);
        } catch (IllegalArgumentException refused) {
            throw CliErrors.WRONG_USAGE.error(
                    "--name '" + name + "': " + refused.getMessage(), "--name orders-db");
        }
    }

    private static String variable(ComponentId component) {
        return component.value().toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD";
    }

    private static Secret password(Call call, Drafting drafting, URI address, String variable) {
        Optional<Secret> typed = drafting.password(address);
        String known = call.around().environment().getOrDefault(variable, "");
        if (typed.isPresent() || !known.isEmpty()) {
            return typed.orElseGet(() -> new Secret(known));
        }
        return new Secret(
                call.secret(
                        "Password:",
                        "put it into the environment: export " + variable + "=PASSWORD"));
    }

    /// What `muster check` will say; a draft with errors would be a fault of ours.
    private long errors(Call call, Path file, String text) {
        String shown = file.getFileName().toString();
        List<Finding> findings =
                Checker.check(sites.read(call, shown, text).orThrow().strategy(), Facts.NONE);
        return findings.stream().filter(it -> it.severity() == Severity.ERROR).count();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    file + " cannot be written: " + e, "go to a folder of your own", e);
        }
    }

    private static MusterException exists(Path file) {
        return CliErrors.STRATEGY_EXISTS.error(
                file + " is there, and is left as it is",
                "go to another folder, or: muster --strategy FILE init ...");
    }

    private static void show(Screen screen, Answered answer) {
        screen.print(answer.component() + ": " + answer.version() + ", " + answer.size());
        answer.seen().forEach(it -> screen.paragraph("  seen: " + it));
        answer.unseen().forEach(it -> screen.paragraph("  not seen: " + it));
        screen.print("");
        screen.print("written: " + answer.file());
        screen.print("");
        screen.print("Look through it, then:");
        answer.next().forEach(it -> screen.print("  " + it));
    }

    private record Answered(
            String file,
            String component,
            String version,
            ByteSize size,
            List<String> seen,
            List<String> unseen,
            long lacking,
            List<String> next) {
        static Answered of(Path file, ComponentId component, String variable, Draft draft) {
            long lacking =
                    draft.symptoms().stream()
                            .map(Symptom::severity)
                            .filter(it -> it == Severity.ERROR)
                            .count();
            List<String> next = new ArrayList<>(List.of("export " + variable + "=..."));
            next.add("mkdir -p " + StrategyDraft.HERE + " " + StrategyDraft.THERE);
            next.add("muster check");
            next.add(
                    "muster doctor      # "
                            + (lacking == 0 ? "nothing is lacking" : lacking + " to be put right"));
            next.add("muster vault init");
            return new Answered(
                    file.toString(),
                    component.value(),
                    draft.version(),
                    draft.size(),
                    draft.seen(),
                    draft.unseen(),
                    lacking,
                    next);
        }
    }
}
