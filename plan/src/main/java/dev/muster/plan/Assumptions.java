package dev.muster.plan;

import java.time.Duration;

/// What is taken where nothing was written or measured. Each one is shown with every number that it
/// is part of.
final class Assumptions {
    /// Until a person notices what no probe sees.
    static final Duration PERSON_NOTICES = Duration.ofMinutes(10);

    /// Until a person who was told has decided and typed the command.
    static final Duration PERSON_DECIDES = Duration.ofMinutes(15);

    /// Until an approver who was asked has signed.
    static final Duration APPROVAL = Duration.ofMinutes(5);

    /// From a commit until it is in another region over a held connection.
    static final Duration STREAM_LAG = Duration.ofSeconds(1);

    /// From the start of a backup until its vault copy in another region has it.
    static final Duration BACKUP = Duration.ofMinutes(10);

    private Assumptions() {}
}
