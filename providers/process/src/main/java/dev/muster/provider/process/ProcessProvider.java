package dev.muster.provider.process;

import dev.muster.provider.Provider;
import dev.muster.provider.Workload;
import java.nio.file.Path;
import java.util.List;

/// Commands that are started and stopped on this machine.
public final class ProcessProvider implements Provider {
    private final ProcessWorkload workload;

    /// @param state a folder of the working state, where started processes are recorded; a folder
    ///   for each region comes below it
    public ProcessProvider(Path state) {
        this.workload = new ProcessWorkload(state);
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public List<Workload<?>> workloads() {
        return List.of(workload);
    }
}
