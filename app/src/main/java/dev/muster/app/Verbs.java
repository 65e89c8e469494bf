package dev.muster.app;

import static dev.muster.cli.VerbList.verb;

import dev.muster.cli.ErrorCatalogue;
import dev.muster.cli.VerbList;
import dev.muster.cli.VerbList.Section;
import dev.muster.cli.verb.CompletionVerb;
import dev.muster.cli.verb.ExplainVerb;
import dev.muster.cli.verb.NextStepsVerb;
import java.util.List;

/// All commands, in the order of `muster --help`.
///
/// Made anew for each line, because a verb object holds what was typed.
final class Verbs {
    private Verbs() {}

    static VerbList all() {
        return new VerbList(
                new NextStepsVerb(),
                List.of(
                        Section.of(
                                "Help",
                                verb(new ExplainVerb(() -> new ErrorCatalogue(ErrorRooms.ALL))),
                                verb(new CompletionVerb()))));
    }
}
