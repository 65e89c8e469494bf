package dev.muster.provider;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.Secret;
import dev.muster.provider.Diagnosis.Symptom;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Drafts what a strategy says of a component by looking at one that runs. Changes nothing.
public interface Drafting {
    /// Whether an address is one of this technology, by its scheme.
    boolean reads(URI address);

    /// Such as `postgresql://USER@HOST:5432/DATABASE`.
    String example();

    /// The address without its password, for people.
    ///
    /// @throws dev.muster.model.MusterException if it lacks something, with an address that does
    ///   not
    String shown(URI address);

    /// The password that an address holds.
    Optional<Secret> password(URI address);

    /// @throws dev.muster.model.MusterException if it cannot be reached or is of no known version
    Draft draft(Request request) throws InterruptedException;

    /// @param component what it will be called
    /// @param password what to log in with
    /// @param variable the environment variable that the strategy takes the password from
    /// @param there the region that captures its log and that it comes back in
    record Request(
            ComponentId component, URI address, Secret password, String variable, String there) {}

    /// What was seen. All texts for people are sentences without a full stop.
    ///
    /// @param version as it names itself
    /// @param settings the component's lines of the strategy, but for what every component has
    /// @param recover the lines below its `recover`
    /// @param seen what a person should know of it
    /// @param unseen what is guessed, or could not be looked at, and has to be gone through
    /// @param symptoms what it lacks for its protection
    record Draft(
            String version,
            ByteSize size,
            List<String> settings,
            List<String> recover,
            List<String> seen,
            List<String> unseen,
            List<Symptom> symptoms) {
        public Draft {
            settings = List.copyOf(settings);
            recover = List.copyOf(recover);
            seen = List.copyOf(seen);
            unseen = List.copyOf(unseen);
            symptoms = List.copyOf(symptoms);
        }
    }
}
