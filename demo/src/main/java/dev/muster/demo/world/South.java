package dev.muster.demo.world;

import dev.muster.processes.Launcher;
import dev.muster.processes.ProcessRoll;
import java.util.List;
import java.util.Map;

/// The southern region, where Muster stands.
final class South {
    private final DemoLayout layout;
    private final Gate gate;
    private final ProcessRoll roll;

    South(DemoLayout layout, Gate gate) {
        this.layout = layout;
        this.gate = gate;
        this.roll = new ProcessRoll(layout.south().resolve("programs"));
    }

    /// Its state and keys stay inside the demo's folder.
    void startMuster(List<String> command) throws InterruptedException {
        Map<String, String> environment =
                Map.of(
                        "MUSTER_HOME", layout.state().toString(),
                        "XDG_CONFIG_HOME", layout.config().toString());
        Launcher.Program program = new Launcher.Program("muster", command, environment);
        gate.pass(() ->
                new Launcher(roll).start(program, "demo", layout.south(), layout.musterLog()));
    }
}
