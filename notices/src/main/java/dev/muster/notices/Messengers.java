package dev.muster.notices;

import dev.muster.model.ContactId;
import dev.muster.model.MusterException;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Strategy;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every way by which the contacts of a strategy are told.
public final class Messengers implements Telling {
    private final HttpClient client = Web.client();
    private final Map<ContactId, List<Messenger>> ways = new LinkedHashMap<>();
    private final Optional<Web> heartbeat;

    public Messengers(Strategy strategy) {
        Alerts alerts = strategy.alerts();
        strategy.contacts().forEach((id, contact) -> ways.put(id, ways(contact, alerts.mail())));
        this.heartbeat =
                alerts.heartbeat().map(it -> new Web(client, it.url(), "the heartbeat's URL"));
    }

    private List<Messenger> ways(Contact contact, Optional<Alerts.MailServer> server) {
        List<Messenger> ways = new ArrayList<>();
        contact.webhook()
                .ifPresent(url -> ways.add(new Webhook(client, contact.id().value(), url)));
        server.flatMap(it -> contact.email().map(address -> new Mail(it, address)))
                .ifPresent(ways::add);
        return ways;
    }

    @Override
    public List<MusterException> tell(ContactId contact, Notice notice)
            throws InterruptedException {
        List<Messenger> all = ways.getOrDefault(contact, List.of());
        if (all.isEmpty()) {
            throw NoticeErrors.NO_WAY.error(
                    contact + " has no webhook, and no email that a mail server would take",
                    "add webhook: to contacts." + contact + ", or mail: to the strategy");
        }
        List<MusterException> failed = new ArrayList<>();
        for (Messenger way : all) {
            try {
                way.tell(notice);
            } catch (MusterException error) {
                failed.add(error);
            }
        }
        if (failed.size() == all.size()) {
            MusterException first = failed.removeFirst();
            failed.forEach(first::addSuppressed);
            throw first;
        }
        return failed;
    }

    @Override
    public void beat() throws InterruptedException {
        if (heartbeat.isPresent()) {
            heartbeat.get().get();
        }
    }
}
