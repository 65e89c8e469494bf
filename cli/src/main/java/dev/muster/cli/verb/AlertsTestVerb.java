package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.notices.Messengers;
import dev.muster.notices.Notice;
import dev.muster.strategy.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster alerts test`.
@Command(name = "test", description = "tell contacts that nothing is wrong, to see that it arrives")
public final class AlertsTestVerb implements Verb {
    private final Sites sites;

    @Parameters(
            paramLabel = "CONTACT",
            arity = "0..*",
            description = "whom; all that an alert is told to by default")
    private List<String> contacts = List.of();

    public AlertsTestVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        Strategy strategy = sites.openPatiently(call).strategy();
        Messengers messengers = new Messengers(strategy);
        List<String> told = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (ContactId contact : chosen(strategy)) {
            try {
                messengers
                        .tell(contact, notice(strategy, call.timing().instant()))
                        .forEach(error -> failures.add(Failure.of(contact, error)));
                told.add(contact.value());
            } catch (MusterException error) {
                failures.add(Failure.of(contact, error));
            }
        }
        call.answer(
                "alerts-test/1",
                new Answered(told, failures),
                screen -> show(screen, told, failures));
        return Answer.of(failures.isEmpty());
    }

    private Set<ContactId> chosen(Strategy strategy) {
        Set<ContactId> chosen = new TreeSet<>();
        if (contacts.isEmpty()) {
            strategy.alerts().tell().values().forEach(chosen::addAll);
            if (chosen.isEmpty()) {
                throw CliErrors.WRONG_USAGE.error(
                        "the strategy tells alerts to nobody",
                        "add for example alerts: { backup-missed: [ CONTACT ] }, or name a contact");
            }
            return chosen;
        }
        for (String name : contacts) {
            chosen.add(
                    strategy.contacts().keySet().stream()
                            .filter(id -> id.value().equals(name))
                            .findAny()
                            .orElseThrow(() -> unknown(name, strategy)));
        }
        return chosen;
    }

    private static MusterException unknown(String name, Strategy strategy) {
        return CliErrors.WRONG_USAGE.error(
                "'" + name + "' is no contact of the strategy",
                "one of: "
                        + strategy.contacts().keySet().stream()
                                .map(ContactId::value)
                                .collect(Collectors.joining(", ")));
    }

    private static Notice notice(Strategy strategy, Instant now) {
        return new Notice(
                strategy.name() + "/test/" + now,
                Notice.State.TEST,
                strategy.name(),
                "test",
                "",
                now,
                now,
                "nothing is wrong; somebody tries whether alerts arrive");
    }

    private static void show(Screen screen, List<String> told, List<Failure> failures) {
        told.forEach(contact -> screen.print("told " + contact));
        failures.forEach(
                it -> screen.print(screen.inkOfAnswer().bad(it.contact() + ": " + it.message())));
    }

    private record Answered(List<String> told, List<Failure> failures) {}

    private record Failure(String contact, String code, String message) {
        static Failure of(ContactId contact, MusterException error) {
            return new Failure(
                    contact.value(), error.code().id(), String.valueOf(error.getMessage()));
        }
    }
}
