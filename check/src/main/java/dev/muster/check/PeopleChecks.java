package dev.muster.check;

import dev.muster.kind.Capability;
import dev.muster.model.ContactId;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Component;
import dev.muster.strategy.Contact;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who answers for what, and whether they can be reached.
final class PeopleChecks {
    /// What tells of protection while nothing is lost yet.
    private static final Set<AlertKind> PROTECTION =
            EnumSet.of(
                    AlertKind.BACKUP_MISSED,
                    AlertKind.CAPTURE_LOST,
                    AlertKind.RPO_AT_RISK,
                    AlertKind.VAULT_TROUBLE);

    private final Outlook outlook;
    private final Findings findings;

    PeopleChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        heard();
        told();
        deputies();
        for (Component<?> component : outlook.components()) {
            if (component.owner().isEmpty()) {
                findings.warning(
                        CheckErrors.NO_OWNER,
                        Wording.at(component.id()),
                        component.id() + " has no owner",
                        "owner: " + someone());
            } else {
                reachable(component, component.owner().get());
            }
        }
    }

    /// Names of people are not enough for a machine that has to tell them.
    private void heard() {
        Alerts alerts = outlook.strategy().alerts();
        alerts.tell().values().stream()
                .flatMap(List::stream)
                .distinct()
                .map(outlook.strategy().contacts()::get)
                .filter(Objects::nonNull)
                .filter(contact -> contact.webhook().isEmpty())
                .filter(contact -> contact.email().isEmpty() || alerts.mail().isEmpty())
                .forEach(contact ->
                        findings.warning(
                                CheckErrors.ALERT_UNHEARD,
                                List.of("contacts", contact.id().value()),
                                contact.id()
                                        + " is told of alerts and has "
                                        + (contact.email().isEmpty()
                                                ? "neither a webhook nor an email"
                                                : "an email, but there is no mail server"),
                                contact.email().isEmpty()
                                        ? "webhook: \"${env:NAME}\" for " + contact.id()
                                        : "mail: { host: HOST, from: ADDRESS }"));
    }

    private void told() {
        boolean told =
                PROTECTION.stream()
                        .anyMatch(kind -> !outlook.strategy().alerts().told(kind).isEmpty());
        if (told) {
            return;
        }
        outlook.components().stream()
                .filter(component -> component.protection().isPresent())
                .filter(component -> component.kind().capabilities().contains(Capability.DATA))
                .findFirst()
                .ifPresent(component ->
                        findings.hint(
                                CheckErrors.NOBODY_TOLD,
                                Wording.at(component.id(), "protect"),
                                "nobody is told when the protection of "
                                        + component.id()
                                        + " fails",
                                "alerts: { backup-missed: [ " + someone() + " ] }"));
    }

    /// Where the strategy knows one person alone, there is nobody to name.
    private void deputies() {
        if (outlook.strategy().contacts().size() < 2) {
            return;
        }
        outlook.components().stream()
                .flatMap(component -> component.owner().stream())
                .distinct()
                .map(outlook.strategy().contacts()::get)
                .filter(Objects::nonNull)
                .filter(contact -> contact.then().isEmpty())
                .forEach(contact ->
                        findings.hint(
                                CheckErrors.NO_DEPUTY,
                                List.of("contacts", contact.id().value()),
                                contact.id() + " owns components and nobody is asked next",
                                "then: "
                                        + another(contact)
                                        + ", escalate-after: 15m for "
                                        + contact.id()));
    }

    private String another(Contact contact) {
        return outlook.strategy().contacts().keySet().stream()
                .filter(other -> !other.equals(contact.id()))
                .findFirst()
                .map(ContactId::value)
                .orElse("CONTACT");
    }

    private String someone() {
        return outlook.strategy().contacts().keySet().stream()
                .findFirst()
                .map(ContactId::value)
                .orElse("CONTACT");
    }

    private void reachable(Component<?> component, ContactId owner) {
        Set<ContactId> asked = new HashSet<>();
        Contact contact = outlook.strategy().contacts().get(owner);
        while (contact != null && asked.add(contact.id())) {
            if (contact.email().isPresent()
                    || contact.phone().isPresent()
                    || contact.webhook().isPresent()) {
                return;
            }
            contact = next(contact);
        }
        findings.warning(
                CheckErrors.OWNER_UNREACHABLE,
                List.of("contacts", owner.value()),
                owner + " owns " + component.id() + " and has neither email nor phone",
                "email: or phone: for " + owner);
    }

    private @Nullable Contact next(Contact contact) {
        return contact.then().map(outlook.strategy().contacts()::get).orElse(null);
    }
}
