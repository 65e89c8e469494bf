package dev.muster.vault.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.s3.BadLine;
import dev.muster.vault.s3.BadLine.Answer;
import dev.muster.vault.s3.BadLine.CutBody;
import dev.muster.vault.s3.BadLine.CutReply;
import dev.muster.vault.s3.BadLine.Drop;
import dev.muster.vault.s3.BadLine.LoseReply;
import dev.muster.vault.s3.BadLine.Silence;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.StorageRole;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.VaultStore.Put;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad lines, bad visitors, and a bad disk.
class DoorFaultsIT {
    private static final byte[] OTHER = {9};

    @TempDir Path folder;
    private final byte[] content = new byte[3 << 20];
    private VaultStore behind;
    private Doors doors;
    private BadLine line;
    private DoorToken token;
    private DoorStore store;

    @BeforeEach
    void open() throws IOException {
        new Random(3).nextBytes(content);
        behind = new FolderStore(Files.createDirectories(folder.resolve("vault")));
        doors = Doors.openBare(folder, behind);
        line = new BadLine(doors.server.port());
        token = doors.token("janitor", StorageRole.JANITOR, "");
        store = Doors.bare(token, line.port());
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        doors.close();
    }

    @Test
    void aWriteGetsThroughABadLineOnceAndWhole() {
        line.first("PUT", new Drop(), new CutBody(), new Answer(503, "Busy"));
        assertThat(store.putIfAbsent("a/b", content)).isEqualTo(Put.STORED);
        assertThat(line.count("PUT")).isEqualTo(4);
        assertThat(behind.get("a/b")).contains(content);
    }

    @Test
    void aLostReplyIsToldFromANameThatWasTaken() {
        line.first("PUT", new LoseReply());
        assertThat(store.putIfAbsent("a/b", content)).isEqualTo(Put.STORED);
        behind.putIfAbsent("a/c", OTHER);
        line.first("PUT", new LoseReply());
        assertThat(store.putIfAbsent("a/c", content)).isEqualTo(Put.EXISTS);
        assertThat(behind.get("a/c")).contains(OTHER);
    }

    @Test
    void halfABodyLeavesNothingBehind() throws Exception {
        line.rule(seen -> seen.method().equals("PUT") ? new CutBody() : new BadLine.Pass());
        failed(() -> store.putIfAbsent("a/b", content));
        assertThat(behind.list("")).isEmpty();
        awaitNoBodies();
    }

    private void awaitNoBodies() throws Exception {
        for (int i = 0; i < 1000 && bodies() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(bodies()).isZero();
    }

    private long bodies() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("door"))) {
            return left.filter(it -> it.toString().endsWith(".tmp")).count();
        }
    }

    @Test
    void aReadIsWholeOrNotThere() {
        behind.putIfAbsent("a/b", content);
        line.first("GET", new CutReply(100_000), new Drop(), new LoseReply());
        assertThat(store.get("a/b")).contains(content);
        line.first("GET", new CutReply(10));
        assertThat(store.list("a/")).extracting(StoredObject::bytes).containsExactly(3L << 20);
        line.rule(seen -> new CutReply(5));
        failed(() -> store.list("a/"));
    }

    @Test
    void aSilentDoorIsGivenUpAndThenLeftAlone() {
        line.rule(seen -> new Silence());
        long began = System.nanoTime();
        failed(() -> store.exists("a/b"));
        assertThat(System.nanoTime() - began).isLessThan(60_000_000_000L);
        int before = line.seen().size();
        assertThatThrownBy(() -> store.exists("a/b")).hasMessageContaining("given up a moment ago");
        assertThat(line.seen()).hasSize(before);
    }

    private static void failed(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.code()).isEqualTo(VaultErrors.UNREACHABLE));
    }

    @Test
    void aServerThatLiesIsNotBelieved() {
        line.rule(seen -> new Answer(200, "5 now a/b\nend 1\n"));
        assertThatThrownBy(() -> store.list("a/"))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.code()).isEqualTo(VaultErrors.STORE_FAILED));
        assertThatThrownBy(() -> store.range("a/b", 0, 1))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("bytes of 1");
    }

    @Test
    void aFullDiskOfTheServerIsNamed() throws Exception {
        try (Doors full =
                Doors.openBare(Files.createDirectory(folder.resolve("full")), new Full(behind))) {
            DoorStore other =
                    Doors.bare(full.token("janitor", StorageRole.JANITOR, ""), full.server.port());
            assertThatThrownBy(() -> other.putIfAbsent("a/b", content))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            e -> assertThat(e.code()).isEqualTo(VaultErrors.NO_SPACE));
            assertThat(other.list("")).isEmpty();
        }
    }

    /// Requests as no client of ours sends them; each is answered, and nothing is stored.
    @Test
    void forgedRequestsReachNothing() throws Exception {
        Files.writeString(folder.resolve("secret"), "secret");
        String auth = "Authorization: Bearer " + token.reveal() + "\r\n";
        String put = auth + "If-None-Match: *\r\n";
        List<String> requests = new ArrayList<>();
        for (String path :
                List.of(
                        "/v1/objects/../../secret",
                        "/v1/objects/%2e%2e/%2e%2e/secret",
                        "/v1/objects/..%2fsecret",
                        "/v1/objects//etc/passwd",
                        "/v1/objects/a/../../secret",
                        "/v1/objects/.tmp/x",
                        "/v1/objects/a%00b",
                        "/v1/objects/" + "n".repeat(2000),
                        "/v1/objects/",
                        "/v1/list/../",
                        "/v1/list/a/../b/",
                        "/v2/objects/a",
                        "/",
                        "/v1/objects/a?from=-1&length=3",
                        "/v1/objects/a?from=99999999999999999999")) {
            requests.add("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + auth + "\r\n");
            requests.add(
                    "PUT "
                            + path
                            + " HTTP/1.1\r\nHost: x\r\n"
                            + put
                            + "Content-Length: 1\r\n\r\nx");
            requests.add("DELETE " + path + " HTTP/1.1\r\nHost: x\r\n" + auth + "\r\n");
        }
        String begin = "PUT /v1/objects/a/b HTTP/1.1\r\nHost: x\r\n" + put;
        requests.add(begin + "Content-Length: 999999999999999\r\n\r\n");
        requests.add(begin + "Content-Length: -5\r\n\r\n");
        requests.add(begin + "Content-Length: 99999999999999999999999\r\n\r\n");
        requests.add(begin + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
        requests.add(begin + "Content-Length: 1\r\n\r\nx");
        requests.add("POST /v1/objects/a HTTP/1.1\r\nHost: x\r\n" + auth + "\r\n");
        requests.add("GET /v1/objects/a HTTP/1.1\r\nHost: x\r\n\r\n");
        requests.add("NONSENSE\r\n\r\n");
        for (String request : requests) {
            String answer = raw(request);
            assertThat(answer).as(request).doesNotContain("secret", "root:");
            assertThat(answer).as(request).matches("(?s)(HTTP/1.1 4.*|)");
        }
        assertThat(behind.list("")).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("vault", "door", "secret");
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), doors.server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException cut) {
            // a connection that is closed in the face of nonsense is an answer too
            return "";
        }
    }

    /// Visitors who send a byte and no more, while others work.
    @Test
    void slowVisitorsHoldUpNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), doors.server.port());
                slow.add(socket);
                String head =
                        i % 2 == 0
                                ? "G"
                                : "PUT /v1/objects/slow/"
                                        + i
                                        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + token.reveal()
                                        + "\r\nIf-None-Match: *\r\nContent-Length: 5000000\r\n\r\nx";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            }
            DoorStore other = Doors.bare(token, doors.server.port());
            for (int i = 0; i < 20; i++) {
                assertThat(other.putIfAbsent("quick/" + i, content)).isEqualTo(Put.STORED);
            }
            assertThat(other.list("")).hasSize(20);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        awaitNoBodies();
        assertThat(behind.list("slow/")).isEmpty();
    }

    /// A store whose disk is full.
    private record Full(VaultStore of) implements VaultStore {
        @Override
        public String address() {
            return of.address();
        }

        @Override
        public Put putIfAbsent(String name, ByteBuffer bytes) {
            throw VaultErrors.NO_SPACE.error("no space for " + bytes.remaining() + " bytes", "");
        }

        @Override
        public Optional<byte[]> get(String name) {
            return of.get(name);
        }

        @Override
        public Optional<byte[]> range(String name, long offset, int length) {
            return of.range(name, offset, length);
        }

        @Override
        public List<StoredObject> list(String prefix) {
            return of.list(prefix);
        }

        @Override
        public boolean exists(String name) {
            return of.exists(name);
        }

        @Override
        public void delete(String name) {
            of.delete(name);
        }

        @Override
        public void setAside(String name) {
            of.setAside(name);
        }
    }
}
