package dev.muster.vault.repository;

import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.CondemnedTaken;
import dev.muster.vault.format.CondemnedWaits;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionEnd;
import dev.muster.vault.format.SessionEnd.Outcome;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Removes what the protocol itself leaves behind and no longer needs.
final class Sweeping {
    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final List<Copy> of;
    private final boolean all;

    /// @param all whether `of` are all copies of the vault
    Sweeping(Copies copies, Trust trust, Sessions sessions, List<Copy> of, boolean all) {
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.of = of;
        this.all = all;
    }

    void sweep() {
        for (Copy copy : of) {
            List<StoredObject> commits = copy.store().list(CommitNames.PREFIX);
            Sessions.View view = sessions.look(copy);
            records(copy, commits, view);
            superseded(copy, commits, view);
            ended(copy, view);
        }
        if (all) {
            lists();
        }
    }

    /// Records that never counted and never will: their session was left or given up.
    private void records(Copy copy, List<StoredObject> commits, Sessions.View view) {
        for (StoredObject object : commits) {
            if (CommitNames.isRecord(object.name())) {
                Optional<Outcome> outcome = view.outcome(CommitNames.session(object.name()));
                if (outcome.filter(how -> how != Outcome.COMMITTED).isPresent()) {
                    copy.store().delete(object.name());
                }
            }
        }
    }

    /// Records that lost packs since a later version stands for them. One that is whole stays: it
    /// may be the better one yet.
    private void superseded(Copy copy, List<StoredObject> commits, Sessions.View view) {
        List<String> counting =
                commits.stream()
                        .map(StoredObject::name)
                        .filter(CommitNames::isRecord)
                        .filter(name -> view.counts(CommitNames.session(name)))
                        .toList();
        Versions versions = new Versions(copy, trust, counting);
        for (String name : versions.several()) {
            if (versions.isSuperseded(name) && !versions.isComplete(name)) {
                copy.store().delete(name);
            }
        }
    }

    /// The beginning goes first: without it and without an end a session had committed. The ends of
    /// all others stay, since their writer may still wake up.
    private void ended(Copy copy, Sessions.View view) {
        for (SessionId id : view.ended()) {
            Optional<Outcome> outcome = view.outcome(id);
            if (view.hasBegin(id)) {
                copy.store().delete(SessionBegin.object(id));
            }
            boolean committed = outcome.filter(how -> how == Outcome.COMMITTED).isPresent();
            if (committed && isWhole(copy, SessionEnd.object(id))) {
                copy.store().delete(SessionEnd.object(id));
            }
        }
    }

    private boolean isWhole(Copy copy, String name) {
        return copy.store().get(name).filter(it -> Copies.isWhole(name, it, trust)).isPresent();
    }

    /// Lists by which nothing is left to delete in any copy, so that nothing they name could come
    /// back; and what is left of a list that was forgotten.
    private void lists() {
        Map<Copy, CondemnedLists> lists = new HashMap<>();
        Set<String> present = new HashSet<>();
        for (Copy copy : of) {
            lists.put(copy, CondemnedLists.read(copy, copies, trust));
            for (String prefix : List.of(PackNames.PREFIX, "index/", "logs/")) {
                copy.store().list(prefix).forEach(object -> present.add(object.name()));
            }
            copy.store().list(CommitNames.PREFIX).stream()
                    .filter(object -> CommitNames.isRecord(object.name()))
                    .forEach(object -> present.add(CommitNames.place(object.name())));
        }
        lists.forEach((copy, there) -> {
            there.stages()
                    .forEach((id, stage) -> {
                        if (isOver(id, lists) && isNowhere(stage, present)) {
                            forget(copy, id);
                        }
                    });
            orphans(copy, there);
        });
    }

    private static boolean isOver(SessionId id, Map<Copy, CondemnedLists> lists) {
        return lists.values().stream()
                .map(there -> there.stages().get(id))
                .allMatch(stage -> stage == null || stage.isTaken());
    }

    private static boolean isNowhere(CondemnedLists.Stage stage, Set<String> present) {
        return stage.packs().stream().map(PackNames::of).noneMatch(present::contains)
                && stage.names().stream().noneMatch(present::contains);
    }

    /// The list goes first: without it the rest means nothing.
    private void forget(Copy copy, SessionId id) {
        copy.store().delete(Condemned.object(id));
        copy.store().delete(CondemnedWaits.object(id));
        copy.store().delete(Claim.gone(trust.vault(), id).name());
        copy.store().delete(CondemnedTaken.object(id));
    }

    private static void orphans(Copy copy, CondemnedLists there) {
        for (StoredObject object : copy.store().list(Condemned.PREFIX)) {
            String id = Trust.part(object.name(), 1);
            if (SessionId.isSession(id)
                    && !there.stages().containsKey(SessionId.parse(id))
                    && !object.name().endsWith("/list")
                    && !object.name().endsWith("/taken")
                    && !copy.store().exists(Condemned.object(SessionId.parse(id)))) {
                copy.store().delete(object.name());
            }
        }
    }
}
