package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptIT {
    private Process program;
    private BufferedReader words;

    @AfterEach
    void nothingIsLeft() {
        program.destroyForcibly();
    }

    private void start(boolean stubborn) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        // whoever started the tests in the background ignores them, and so would
                        // the program
                        "env",
                        "--default-signal=INT,HUP",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WaitingMain.class.getName());
        if (stubborn) {
            builder.environment().put("STUBBORN", "1");
        }
        program = builder.start();
        words = program.errorReader();
        assertThat(words.readLine()).isEqualTo("ready");
    }

    private void send(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, "" + program.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void onceEndsCleanlyAndSaysHowToResume(String signal) throws Exception {
        start(false);

        send(signal);

        assertThat(words.readLine()).isEqualTo("stopping; Ctrl-C again stops at once");
        assertThat(words.readLine()).isEqualTo("put in order");
        assertThat(words.readLine()).isEqualTo("interrupted; run r-1 waits: muster run resume r-1");
        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(130);
    }

    @Test
    void twiceEndsAtOnce() throws Exception {
        start(true);

        send("INT");
        assertThat(words.readLine()).isEqualTo("stopping; Ctrl-C again stops at once");
        send("INT");

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(130);
        assertThat(words.readLine()).isNull();
    }
}
