package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Finding.Severity;
import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import dev.muster.model.MusterException;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.StandbyLook;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.NativeStore;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster doctor`.
@Command(
        name = "doctor",
        description = "what the running data stores lack for their protection, and what to type")
public final class DoctorVerb implements Verb {
    /// From when on a lag is worth a word.
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Sites sites;

    @Parameters(
            paramLabel = "COMPONENT",
            arity = "0..*",
            description = "which ones; all that hold data by default")
    private List<String> components = List.of();

    public DoctorVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        Site site = sites.openPatiently(call);
        call.resumeWith("nothing was changed");
        List<Patient> patients = new ArrayList<>();
        for (Component<?> component : asked(site)) {
            patients.add(look(call, site, component));
        }
        Answered answer =
                new Answered(
                        count(patients, Severity.ERROR),
                        count(patients, Severity.WARNING),
                        count(patients, Severity.HINT),
                        patients);
        call.answer("doctor/1", answer, screen -> show(screen, answer));
        return Answer.of(answer.errors() == 0);
    }

    /// Those named, or all that hold data.
    private List<Component<?>> asked(Site site) {
        if (components.isEmpty()) {
            return Stream.concat(
                            site.protectedComponents().stream(),
                            site.strategy().components().values().stream()
                                    .filter(it -> site.providers().nativeStore(it).isPresent()))
                    .toList();
        }
        List<Component<?>> all = new ArrayList<>();
        for (String name : components) {
            all.add(Named.nativeStore(site, name).orElseGet(() -> Named.dataStore(site, name)));
        }
        return all;
    }

    private static <S extends Record> Diagnosis diagnosis(Site site, Component<S> component)
            throws InterruptedException {
        Target<S> target = site.targets().atHome(component);
        Optional<NativeStore<S>> own = site.providers().nativeStore(component);
        return own.isPresent()
                ? own.get().diagnose(target)
                : site.dataStore(component).diagnose(target);
    }

    private static <S extends Record> Patient look(Call call, Site site, Component<S> component)
            throws InterruptedException {
        try (Task task = call.progress(component.id().value())) {
            task.stage("looking");
            Diagnosis found = diagnosis(site, component);
            return new Patient(
                    component.id().value(),
                    found.version(),
                    found.size(),
                    Stream.concat(found.symptoms().stream(), standby(site, component).stream())
                            .map(Entry::of)
                            .toList());
        }
    }

    /// Of the standby that a recovery would promote. That it is gone hinders no protection.
    private static Optional<Symptom> standby(Site site, Component<?> component)
            throws InterruptedException {
        try {
            return new StandbyLook(site)
                    .at(component)
                    .filter(seen -> seen.behind().compareTo(LONG) > 0)
                    .map(seen ->
                            Symptom.warning(
                                    "the standby that would take over is "
                                            + Durations.text(
                                                    seen.behind().truncatedTo(ChronoUnit.SECONDS))
                                            + " behind: a recovery has to wait for it",
                                    "see on it: select * from pg_stat_wal_receiver"));
        } catch (MusterException away) {
            return Optional.of(Symptom.warning(String.valueOf(away.getMessage()), away.hint()));
        }
    }

    private static long count(List<Patient> patients, Severity severity) {
        return patients.stream()
                .flatMap(patient -> patient.findings().stream())
                .filter(entry -> entry.severity() == severity)
                .count();
    }

    private static void show(Screen screen, Answered answer) {
        for (Patient patient : answer.components()) {
            screen.print(
                    patient.component()
                            + ": "
                            + patient.version().orElse("not reached")
                            + patient.size().map(size -> ", " + size).orElse(""));
            patient.findings().forEach(entry -> show(screen, entry));
        }
        screen.print(
                answer.errors()
                        + " errors, "
                        + answer.warnings()
                        + " warnings, "
                        + answer.hints()
                        + " hints");
    }

    private static void show(Screen screen, Entry entry) {
        String head =
                "  "
                        + entry.severity().name().toLowerCase(Locale.ROOT)
                        + entry.code().map(code -> " " + code).orElse("");
        screen.print(
                entry.severity() == Severity.ERROR
                        ? screen.inkOfAnswer().bad(head)
                        : screen.inkOfAnswer().attention(head));
        screen.paragraph("    " + entry.message());
        // on a line of its own, and not wrapped, so that it can be copied
        entry.fix().ifPresent(fix -> screen.print("    " + fix));
    }

    private record Answered(long errors, long warnings, long hints, List<Patient> components) {}

    private record Patient(
            String component,
            Optional<String> version,
            Optional<ByteSize> size,
            List<Entry> findings) {}

    private record Entry(
            Severity severity, Optional<String> code, String message, Optional<String> fix) {
        static Entry of(Symptom symptom) {
            return new Entry(
                    symptom.severity(),
                    symptom.code().map(code -> code.id()),
                    symptom.message(),
                    Optional.of(symptom.fix()).filter(fix -> !fix.isEmpty()));
        }
    }
}
