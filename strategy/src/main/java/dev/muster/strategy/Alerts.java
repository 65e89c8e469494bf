package dev.muster.strategy;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.model.ContactId;
import dev.muster.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is told of what, and by which way.
///
/// @param tell contacts by kind; a kind that is not there is told to nobody
/// @param mail the server that takes mail; empty if none is sent
/// @param heartbeat empty if nobody outside watches the daemon
public record Alerts(
        Map<AlertKind, List<ContactId>> tell,
        Optional<MailServer> mail,
        Optional<Heartbeat> heartbeat) {
    /// Nobody is told of anything.
    public static final Alerts NONE = new Alerts(Map.of(), Optional.empty(), Optional.empty());

    public Alerts {
        tell = Map.copyOf(tell);
    }

    public List<ContactId> told(AlertKind kind) {
        return tell.getOrDefault(kind, List.of());
    }

    /// Who takes mail, by SMTP.
    public record MailServer(
            @Doc("The server's name or address.") String host,
            @Doc("Its port; 465 is usual for `tls`, 587 for `starttls`.") @Default("587") int port,
            @Doc("How the connection is protected; a server that does not offer it is not used.")
                    @Default("starttls")
                    Security security,
            @Doc("The address that mail comes from.") String from,
            @Doc("Who logs in; left out, nobody does.") Optional<String> user,
            @Doc("The password of `user`, as a reference such as `${env:MAIL_PASSWORD}`.")
                    Optional<Secret> password) {}

    /// How a connection is protected.
    public enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /// A sign of life, for a service that raises the alarm when it does not come.
    public record Heartbeat(
            @Doc(
                            "What is asked, by HTTP GET, while everything is protected; as a"
                                    + " reference such as `${env:HEARTBEAT_URL}`.")
                    Secret url,
            @Doc("How often.") @Default("5m") Duration every) {}
}
