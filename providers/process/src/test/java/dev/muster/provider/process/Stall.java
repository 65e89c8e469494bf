package dev.muster.provider.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A small real server that tests start as a process: `PORT MILLIS-UNTIL-GOOD`, or `PORT never`.
final class Stall {
    private Stall() {}

    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
                        0);
        server.createContext(
                "/ready",
                exchange -> {
                    boolean good =
                            !args[1].equals("never")
                                    && System.nanoTime() - start
                                            > Duration.ofMillis(Long.parseLong(args[1])).toNanos();
                    answer(exchange, good ? 200 : 503);
                });
        server.start();
        System.out.println("open at " + args[0]);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
