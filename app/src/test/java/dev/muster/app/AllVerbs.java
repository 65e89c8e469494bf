package dev.muster.app;

import dev.muster.cli.ErrorCatalogue;
import dev.muster.cli.VerbList;
import java.util.Set;

/// What the program knows, for tests of what is written about it.
public final class AllVerbs {
    /// Commands that pages already name and that are still to be built.
    public static final Set<String> AWAITED = Set.of();

    private AllVerbs() {}

    public static VerbList all() {
        return Verbs.all();
    }

    public static ErrorCatalogue catalogue() {
        return new ErrorCatalogue(ErrorRooms.ALL);
    }
}
