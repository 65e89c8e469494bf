package dev.muster.provider.process.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import java.time.Duration;
import java.util.Optional;

/// How a process is known to serve.
public record Health(
        @Doc("A path that is asked over HTTP on its port; 200 to 299 is good.")
                Optional<String> http,
        @Doc("Good as soon as its port takes a connection.") @Default("false") boolean tcp,
        @Doc("How often it is asked; more often while it starts.") @Default("500ms") Duration every,
        @Doc("How long one question may take.") @Default("2s") Duration timeout,
        @Doc("How long it may take from the start until it serves.") @Default("60s")
                Duration within) {}
