package dev.muster.notices;

import dev.muster.model.Secret;
import dev.muster.strategy.Alerts.MailServer;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Sends a notice by mail.
final class Mail implements Messenger {
    private static final int LONGEST_SUBJECT = 200;

    private final MailServer server;
    private final String address;
    private final Session session;

    Mail(MailServer server, String address) {
        this.server = server;
        this.address = address;
        this.session = Session.getInstance(properties(server), login(server));
    }

    private static Properties properties(MailServer server) {
        Properties properties = new Properties();
        String patience = Long.toString(Web.PATIENCE.toMillis());
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.connectiontimeout", patience);
        properties.put("mail.smtp.timeout", patience);
        properties.put("mail.smtp.writetimeout", patience);
        properties.put("mail.smtp.auth", Boolean.toString(server.user().isPresent()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (server.security()) {
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                // a server in the middle that hides the offer gets nothing
                properties.put("mail.smtp.starttls.required", "true");
            }
            case NONE -> {}
        }
        return properties;
    }

    private static @Nullable Authenticator login(MailServer server) {
        if (server.user().isEmpty() || server.password().isEmpty()) {
            return null;
        }
        String user = server.user().get();
        Secret password = server.password().get();
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password.reveal());
            }
        };
    }

    @Override
    public void tell(Notice notice) {
        try {
            Transport.send(message(notice));
        } catch (MessagingException e) {
            throw NoticeErrors.NOT_TOLD.error(
                    "the mail server "
                            + server.host()
                            + ":"
                            + server.port()
                            + " did not take mail to "
                            + address
                            + ": "
                            + e.getMessage(),
                    "look at mail: in the strategy",
                    e);
        }
    }

    private MimeMessage message(Notice notice) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(server.from()));
        message.setRecipient(RecipientType.TO, new InternetAddress(address));
        String line = notice.line();
        message.setSubject(
                line.length() > LONGEST_SUBJECT ? line.substring(0, LONGEST_SUBJECT) : line,
                StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(notice.at()));
        // what a mail program groups by
        message.setHeader("X-Muster-Alert", notice.id());
        message.setText(body(notice), StandardCharsets.UTF_8.name());
        return message;
    }

    private static String body(Notice notice) {
        return """
        %s

        since: %s
        said at: %s
        alert: %s
        look: muster status
        """
                .formatted(notice.line(), notice.since(), notice.at(), notice.id());
    }
}
