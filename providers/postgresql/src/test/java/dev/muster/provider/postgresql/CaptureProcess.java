package dev.muster.provider.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A capture in a process of its own, to be killed: what `muster serve` does for one component.
final class CaptureProcess {
    private CaptureProcess() {}

    /// @param args the source's port, the spool's file, a folder to work in
    public static void main(String[] args) throws Exception {
        Scene scene = Scene.ofPort(Integer.parseInt(args[0])).synchronous();
        Lab lab = new Lab(Path.of(args[2]));
        try (FileLog log = new FileLog(Path.of(args[1]))) {
            while (true) {
                lab.store.capture(scene.home(), log, lab.operation("capture"));
                lab.timing.pause(Duration.ofMillis(20));
            }
        }
    }

    static Process start(int port, Path spool, Path workspace) throws IOException {
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CaptureProcess.class.getName(),
                        Integer.toString(port),
                        spool.toString(),
                        workspace.toString());
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(workspace.resolveSibling("capture.out").toFile())
                .start();
    }
}
