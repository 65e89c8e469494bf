package dev.muster.documents;

import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Durations;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who does what, and who is asked when nobody answers.
public final class People {
    public static final Text NOBODY = Text.of("nobody is named in the strategy");

    private final Strategy strategy;

    public People(Strategy strategy) {
        this.strategy = strategy;
    }

    /// The owner of what a step acts on.
    public Optional<Contact> owner(ComponentId id) {
        return strategy.owner(id).flatMap(this::contact);
    }

    /// A person, and who stands in.
    public Text withDeputy(Contact contact) {
        return contact.then()
                .flatMap(this::contact)
                .map(deputy -> Text.of(contact.name()).and(", else ").and(deputy.name()))
                .orElseGet(() -> Text.of(contact.name()));
    }

    /// Everyone whom the plan may need, in the order in which they are called, with the components
    /// that are theirs.
    public Map<Contact, Set<ComponentId>> called(RecoveryPlan plan) {
        Map<Contact, Set<ComponentId>> called = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            ComponentId component = step.action().component();
            owner(component)
                    .ifPresent(owner ->
                            called.computeIfAbsent(owner, _ -> new LinkedHashSet<>())
                                    .add(component));
        }
        for (Contact contact : List.copyOf(called.keySet())) {
            chain(contact).forEach(next -> called.computeIfAbsent(next, _ -> Set.of()));
        }
        return called;
    }

    /// Those who are asked after a person, each once even where the file goes in a circle.
    private List<Contact> chain(Contact first) {
        List<Contact> chain = new ArrayList<>();
        Optional<Contact> next = first.then().flatMap(this::contact);
        while (next.isPresent() && !next.get().equals(first) && !chain.contains(next.get())) {
            chain.add(next.get());
            next = next.get().then().flatMap(this::contact);
        }
        return chain;
    }

    /// Those whose signature counts as an approval.
    public List<Contact> approvers() {
        return strategy.contacts().values().stream()
                .filter(contact -> !contact.keys().isEmpty())
                .toList();
    }

    public Text reach(Contact contact) {
        Text reach = Text.EMPTY;
        if (contact.phone().isPresent()) {
            reach = reach.and(new Inline.Call(contact.phone().get()));
        }
        if (contact.email().isPresent()) {
            reach = reach.isEmpty() ? reach : reach.and(", ");
            reach = reach.and(new Inline.Mail(contact.email().get()));
        }
        return reach.isEmpty() ? Text.of("not in the strategy") : reach;
    }

    public Text ifNoAnswer(Contact contact) {
        String wait =
                contact.escalateAfter()
                        .map(time -> "after " + Durations.text(time) + ": ")
                        .orElse("");
        return contact.then()
                .flatMap(this::contact)
                .map(next -> Text.of(wait + next.name()))
                .orElseGet(() -> Text.of("nobody is named"));
    }

    private Optional<Contact> contact(ContactId id) {
        return Optional.ofNullable(strategy.contacts().get(id));
    }
}
