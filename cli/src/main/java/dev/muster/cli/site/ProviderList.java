package dev.muster.cli.site;

import dev.muster.operations.StateFolder;
import dev.muster.provider.Provider;
import java.util.List;

/// The providers of this program; `app` has the list.
@FunctionalInterface
public interface ProviderList {
    /// @param state where providers may keep working state, each in a folder of its own
    List<Provider> with(StateFolder state);
}
