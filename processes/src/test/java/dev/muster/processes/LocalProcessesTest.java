package dev.muster.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.processes.LocalProcesses.LocalProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalProcessesTest {
    private static final Path SELF = Path.of("/proc/" + ProcessHandle.current().pid());

    @Test
    void thisOneIsAmongThem() throws Exception {
        assertThat(LocalProcesses.none(process -> process.folder().equals(SELF))).isFalse();
        assertThat(LocalProcesses.none(process -> process.name().equals("nobody-is-called-so")))
                .isTrue();
    }

    @Test
    void oneThatLivesSaysWhatItIs() {
        LocalProcess self = new LocalProcess(SELF);
        long parent = ProcessHandle.current().parent().orElseThrow().pid();

        assertThat(self.isAlive()).isTrue();
        assertThat(self.commandLine()).contains("java");
        assertThat(self.parent()).contains(new LocalProcess(Path.of("/proc/" + parent)));
    }

    @Test
    void ofOneThatHasEndedNothingIsKnown() {
        LocalProcess gone = new LocalProcess(Path.of("/proc/0"));

        assertThat(gone.isAlive()).isFalse();
        assertThat(gone.name()).isEmpty();
        assertThat(gone.parent()).isEmpty();
    }
}
