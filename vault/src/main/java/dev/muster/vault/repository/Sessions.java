package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionEnd;
import dev.muster.vault.format.SessionEnd.Outcome;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What became of the sessions of each copy. Many threads.
///
/// What a session brings counts from the moment at which its writer takes the name `end`, and never
/// if a janitor takes it first. A session of which nothing is left had committed: the ends of all
/// others are kept for ever.
final class Sessions {
    private final VaultNumber vault;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();

    Sessions(VaultNumber vault) {
        this.vault = vault;
    }

    /// Lists the sessions of a copy. What is judged by it must have been listed *before*: the other
    /// way round, a session that began in between would look like one that is long over.
    View look(Copy copy) {
        Set<SessionId> begun = new LinkedHashSet<>();
        Set<SessionId> ended = new LinkedHashSet<>();
        for (StoredObject object : copy.store().list(SessionBegin.PREFIX)) {
            String id = Trust.part(object.name(), 1);
            if (SessionId.isSession(id)) {
                (object.name().endsWith("/end") ? ended : begun).add(SessionId.parse(id));
            }
        }
        return new View(copy, begun, ended);
    }

    /// The sessions of one copy at one moment.
    final class View {
        private final Copy copy;
        private final Set<SessionId> begun;
        private final Set<SessionId> ended;

        private View(Copy copy, Set<SessionId> begun, Set<SessionId> ended) {
            this.copy = copy;
            this.begun = begun;
            this.ended = ended;
        }

        /// Whether what the session brought counts.
        boolean counts(SessionId id) {
            if (!ended.contains(id) && !begun.contains(id)) {
                return true;
            }
            return outcome(id).map(how -> how == Outcome.COMMITTED).orElseGet(() -> isGone(id));
        }

        /// Nothing is left of it. Its beginning is removed first and its end last, so a listing may
        /// show the one alone.
        private boolean isGone(SessionId id) {
            return ended.contains(id) || !copy.store().exists(SessionBegin.object(id));
        }

        /// Empty while it is open, or once nothing is left of it.
        Optional<Outcome> outcome(SessionId id) {
            return Sessions.this.outcome(copy, id);
        }

        List<SessionId> open() {
            List<SessionId> open = new ArrayList<>(begun);
            open.removeAll(ended);
            open.removeIf(id -> outcome(id).isPresent());
            return open;
        }

        Set<SessionId> ended() {
            return ended;
        }

        boolean hasBegin(SessionId id) {
            return begun.contains(id);
        }
    }

    Optional<Outcome> outcome(Copy copy, SessionId id) {
        String name = SessionEnd.object(id);
        String key = copy.region() + " " + name;
        Outcome known = outcomes.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        return copy.store().get(name).map(object -> outcome(key, name, object));
    }

    /// A damaged end is taken for a commit: what may have been acknowledged stays.
    private Outcome outcome(String key, String name, byte[] object) {
        try {
            Outcome outcome = SessionEnd.decode(name, object, vault).outcome();
            outcomes.put(key, outcome);
            return outcome;
        } catch (MusterException damaged) {
            return Outcome.COMMITTED;
        }
    }

    /// Whether it is over in this copy, one way or the other.
    boolean isOver(Copy copy, SessionId id) {
        return outcome(copy, id).isPresent() || !copy.store().exists(SessionBegin.object(id));
    }
}
