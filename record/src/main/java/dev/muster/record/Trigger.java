package dev.muster.record;

import java.time.Instant;
import java.util.Optional;

/// How a run came about.
///
/// @param lastGood the last good answer that Muster's own probes knew of; empty where none asked
/// @param fired when the trigger fired or the command was given
/// @param began when the run began: after planning and approval
/// @param actor who decided
/// @param reason in a few words, such as `shop-down failed 6 times in 3 s`
public record Trigger(
        Optional<Instant> lastGood, Instant fired, Instant began, Actor actor, String reason) {}
