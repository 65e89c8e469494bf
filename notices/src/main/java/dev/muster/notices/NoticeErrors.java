package dev.muster.notices;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;

/// What can go wrong while somebody is told.
public final class NoticeErrors {
    public static final ErrorCode NOT_TOLD =
            new ErrorCode(
                    "MUS-5901",
                    ErrorKind.EXTERNAL,
                    "somebody could not be told",
                    "The mail server or the webhook of a contact did not take a message. It is"
                            + " tried again, but until then nobody knows of the alert by this way.",
                    "Look at address, port and credentials, then try: `muster alerts test"
                            + " CONTACT`.");

    public static final ErrorCode NO_WAY =
            new ErrorCode(
                    "MUS-5902",
                    ErrorKind.STRATEGY,
                    "a contact cannot be told",
                    "The contact has neither a `webhook:` nor an `email:` that a server under"
                            + " `mail:` could take.",
                    "Give the contact a webhook, or an email and the strategy a mail server.");

    private NoticeErrors() {}

    public static List<ErrorCode> all() {
        return List.of(NOT_TOLD, NO_WAY);
    }
}
