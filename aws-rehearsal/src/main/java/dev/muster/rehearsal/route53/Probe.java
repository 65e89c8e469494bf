package dev.muster.rehearsal.route53;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/// Asks an endpoint, as Route 53's checkers do: four seconds to connect, two more for the answer,
/// of which the first 5,120 bytes count.
final class Probe {
    private static final int CONNECT_MILLIS = 4000;
    private static final int ANSWER_MILLIS = 2000;
    private static final int LOOKED_AT = 5120;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*");

    private Probe() {}

    record Result(boolean healthy, String said) {}

    static Result of(HealthCheckConfig config) {
        int port = Optional.ofNullable(config.port()).orElse(80);
        try (Socket socket = new Socket()) {
            String host =
                    Optional.ofNullable(config.ipAddress())
                            .orElse(config.fullyQualifiedDomainName());
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                return new Result(
                        false, "Failure: a rehearsal probes this machine only, not " + host);
            }
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            if (config.typeAsString().equals("TCP")) {
                return new Result(true, "Success: TCP connection established");
            }
            socket.setSoTimeout(ANSWER_MILLIS);
            return http(config, socket);
        } catch (IOException e) {
            return new Result(false, "Failure: " + e.getMessage());
        }
    }

    private static Result http(HealthCheckConfig config, Socket socket) throws IOException {
        String path = Optional.ofNullable(config.resourcePath()).orElse("/");
        String host =
                Optional.ofNullable(config.fullyQualifiedDomainName()).orElse(config.ipAddress());
        String request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: Amazon-Route53-Health-Check-Service (rehearsal)\r\nConnection: close\r\n\r\n"
                        .formatted(path.startsWith("/") ? path : "/" + path, host);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        byte[] answer = new byte[LOOKED_AT * 2];
        int length = read(socket.getInputStream(), answer);
        String text = new String(answer, 0, length, StandardCharsets.UTF_8);
        Matcher status = STATUS.matcher(text.lines().findFirst().orElse(""));
        if (!status.matches()) {
            return new Result(false, "Failure: no HTTP answer");
        }
        int code = Integer.parseInt(status.group(1));
        boolean fine = code >= 200 && code < 400;
        if (fine && config.typeAsString().equals("HTTP_STR_MATCH")) {
            int end = text.indexOf("\r\n\r\n");
            String body = end < 0 ? "" : text.substring(end + 4);
            fine = body.contains(Optional.ofNullable(config.searchString()).orElse("\0"));
        }
        return new Result(fine, (fine ? "Success: " : "Failure: ") + "HTTP Status Code " + code);
    }

    /// As much as there is until the other side ends, or there is enough.
    private static int read(InputStream from, byte[] into) throws IOException {
        int length = 0;
        while (length < into.length) {
            int count;
            try {
                count = from.read(into, length, into.length - length);
            } catch (SocketTimeoutException e) {
                if (length == 0) {
                    throw e;
                }
                count = -1; // an answer came, and then the connection stayed open
            }
            if (count < 0) {
                break;
            }
            length += count;
        }
        return length;
    }
}
