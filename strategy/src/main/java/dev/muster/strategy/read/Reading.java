package dev.muster.strategy.read;

import dev.muster.strategy.Strategy;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.util.List;
import java.util.stream.Collectors;

/// What came out of reading a strategy.
public sealed interface Reading {
    /// The strategy, and where each of its keys stands.
    record Accepted(Strategy strategy, Places places) implements Reading {}

    /// @param problems all of them, in the order of the text; at least one
    record Refused(List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }

        /// One line a problem.
        public String text() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        }
    }

    /// For callers that can do nothing with a refused strategy.
    ///
    /// @throws dev.muster.model.MusterException [StrategyErrors#NOT_VALID] with all problems
    default Accepted orThrow() {
        return switch (this) {
            case Accepted accepted -> accepted;
            case Refused refused ->
                    throw StrategyErrors.NOT_VALID.error(
                            (refused.problems().size() == 1
                                            ? "the strategy has a problem:\n"
                                            : "the strategy has "
                                                    + refused.problems().size()
                                                    + " problems:\n")
                                    + refused.text(),
                            "change the named places, then run 'muster check'");
        };
    }
}
