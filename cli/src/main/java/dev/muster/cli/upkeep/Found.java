package dev.muster.cli.upkeep;

import dev.muster.cli.screen.Screen;
import dev.muster.model.Names;
import dev.muster.vault.repository.CheckReport;
import dev.muster.vault.repository.Loss;
import java.util.List;
import java.util.Optional;

/// Something wrong in a copy, as commands show it.
///
/// @param object empty for a whole copy
record Found(String region, String sort, Optional<String> object, String why) {
    static Found of(CheckReport.Problem problem) {
        return new Found(
                problem.region().value(),
                Names.word(problem.sort()),
                Optional.of(problem.name()).filter(name -> !name.isEmpty()),
                problem.why());
    }

    static List<Found> of(List<CheckReport.Problem> problems) {
        return problems.stream().map(Found::of).toList();
    }

    static void show(Screen screen, List<Found> problems) {
        for (Found problem : problems) {
            screen.print(
                    screen.inkOfAnswer()
                            .bad(
                                    "  "
                                            + problem.region()
                                            + "  "
                                            + problem.sort()
                                            + "  "
                                            + problem.object().orElse("the copy")
                                            + ": "
                                            + problem.why()));
        }
    }

    /// What is lost for good.
    record Lost(String component, String point, Optional<String> path) {
        static List<Lost> of(List<Loss> losses) {
            return losses.stream()
                    .map(loss -> new Lost(loss.source().value(), loss.point(), loss.path()))
                    .toList();
        }

        static void show(Screen screen, List<Lost> losses) {
            for (Lost loss : losses) {
                screen.print(
                        screen.inkOfAnswer()
                                .bad(
                                        "  lost: "
                                                + loss.path()
                                                        .map(path -> path + " of ")
                                                        .orElse("something of ")
                                                + loss.point()));
            }
        }
    }
}
