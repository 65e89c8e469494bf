package dev.muster.provider.redis.source;

import dev.muster.model.Secret;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.Tls;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// One connection, logged in: questions and answers, one at a time. Not safe for many threads.
public final class RedisConnection implements Closeable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final Socket socket;
    private final RespInput in;
    private final OutputStream out;

    private RedisConnection(Endpoint endpoint, Socket socket) throws IOException {
        this.endpoint = endpoint;
        this.socket = socket;
        this.in = new RespInput(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /// @param silence how long an answer may take
    /// @throws IOException if nobody answers
    /// @throws dev.muster.model.MusterException if the server refuses the login
    public static RedisConnection connect(Endpoint endpoint, Duration silence) throws IOException {
        Socket socket = new Socket();
        boolean ready = false;
        try {
            // an acknowledgement must not wait for more to send
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(
                    new InetSocketAddress(endpoint.address().host(), endpoint.address().port()),
                    (int) CONNECT.toMillis());
            socket.setSoTimeout((int) silence.toMillis());
            RedisConnection connection = new RedisConnection(endpoint, encrypted(endpoint, socket));
            connection.logIn();
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                socket.close();
            }
        }
    }

    /// As [#connect], where everything that goes wrong is an error for people.
    public static RedisConnection open(Endpoint endpoint, Duration silence) {
        try {
            return connect(endpoint, silence);
        } catch (IOException broken) {
            throw Refusals.unreachable(endpoint, broken);
        }
    }

    private static Socket encrypted(Endpoint endpoint, Socket socket) throws IOException {
        if (endpoint.connection().tls() == Tls.DISABLE) {
            return socket;
        }
        try {
            return new TlsSockets(endpoint.connection()).over(socket, endpoint.address());
        } catch (SSLException refused) {
            throw RedisErrors.TLS.error(
                    endpoint + ": no encrypted connection: " + refused.getMessage(),
                    "redis-cli --tls -h "
                            + endpoint.address().host()
                            + " -p "
                            + endpoint.address().port()
                            + " PING",
                    refused);
        }
    }

    private void logIn() throws IOException {
        Optional<Secret> password = endpoint.connection().password();
        if (password.isPresent()) {
            List<String> words = new ArrayList<>(List.of("AUTH"));
            endpoint.connection().user().ifPresent(words::add);
            words.add(password.get().reveal());
            if (ask(words) instanceof Reply.Refusal refusal) {
                throw Refusals.login(endpoint, refusal.message());
            }
        }
        switch (ask("PING")) {
            case Reply.Refusal refusal when Refusals.isLogin(refusal.message()) ->
                    throw Refusals.login(endpoint, refusal.message());
            case Reply.Refusal _, Reply.Text _, Reply.Count _, Reply.Nothing _, Reply.Many _ -> {
                // a server that loads, or a user without PING, is there all the same
            }
        }
    }

    public Reply ask(String... words) throws IOException {
        return ask(List.of(words));
    }

    public Reply ask(List<String> words) throws IOException {
        send(words);
        return in.reply();
    }

    /// @throws dev.muster.model.MusterException if the server refuses it
    public Info info() throws IOException {
        return switch (ask("INFO", "everything")) {
            case Reply.Text text -> Info.parse(text.value());
            case Reply.Refusal refusal -> throw Refusals.error(endpoint, "INFO", refusal.message());
            case Reply.Count _, Reply.Nothing _, Reply.Many _ ->
                    throw new IOException("the server's answer to INFO is no text");
        };
    }

    void send(List<String> words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] content = word.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(("$" + content.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(content);
            bytes.writeBytes(new byte[] {'\r', '\n'});
        }
        out.write(bytes.toByteArray());
        out.flush();
    }

    RespInput in() {
        return in;
    }

    /// How long a read waits.
    void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw Refusals.broken(endpoint, gone);
        }
    }
}
