package dev.muster.engine.embedded;

import dev.muster.model.StepId;
import dev.muster.record.Actor;
import dev.muster.record.Answer;

/// A person's answer to what a run asked.
///
/// @param by who says so
/// @param note what was seen
public record Reply(Actor by, StepId step, Answer answer, String note) {}
