package dev.muster.processes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LocalPortsTest {
    private static final int LOOKING = 4;
    private static final int LOOKS = 2_000;

    @Test
    void aPortThatSomebodyListensOnIsNotFree() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatThrownBy(() -> LocalPorts.requireFree(port)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> LocalPorts.requireFreeEverywhere(port))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void thoseWhoLookAtTheSameTimeDoNotRefuseOneAnother() throws Exception {
        CyclicBarrier together = new CyclicBarrier(LOOKING);
        List<Future<?>> all = new ArrayList<>();
        try (Socket held = new Socket();
                ExecutorService looking = Executors.newFixedThreadPool(LOOKING)) {
            // without it, an outgoing connection of anybody could be given the port
            held.setReuseAddress(true);
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = held.getLocalPort();
            for (int i = 0; i < LOOKING; i++) {
                all.add(
                        looking.submit(() -> {
                            together.await();
                            for (int look = 0; look < LOOKS; look++) {
                                LocalPorts.requireFree(port);
                                LocalPorts.requireFreeEverywhere(port);
                            }
                            return null;
                        }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }
}
