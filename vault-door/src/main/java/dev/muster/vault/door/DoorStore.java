package dev.muster.vault.door;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.store.Guard;
import dev.muster.vault.store.Guard.Ban;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// A store behind a [DoorServer]. Safe for many threads; nothing is sent before first use.
///
/// A try whose reply was lost may have taken effect: the next one then finds the name taken, and
/// compares the bytes.
public final class DoorStore implements VaultStore {
    private static final String PROBE = "probe/door";

    private final DoorLink link;

    /// @param token empty where none was given; the door then tells that it does not know us
    /// @param jitter from 0 to 1
    public DoorStore(
            VaultUrl.Door address,
            Optional<DoorToken> token,
            Timing timing,
            DoubleSupplier jitter) {
        this(
                new DoorLink(
                        URI.create("https://" + address.host() + ":" + address.port()),
                        address.text(),
                        token.map(DoorToken::reveal).orElse(""),
                        Pinned.context(address.pin()),
                        timing,
                        jitter,
                        DoorTuning.USUAL));
    }

    DoorStore(DoorLink link) {
        this.link = link;
    }

    @Override
    public String address() {
        return link.address();
    }

    /// The door itself minds that the folder behind it is there.
    @Override
    public boolean mayBeUnmounted() {
        return false;
    }

    @Override
    public Put putIfAbsent(String name, ByteBuffer content) {
        while (true) {
            DoorLink.Answer answer =
                    link.send(
                            "store " + name,
                            put(name, content).header("If-None-Match", "*"),
                            content.remaining(),
                            status -> status == Words.STORED || status == Words.TAKEN);
            if (answer.status() == Words.STORED) {
                return Put.STORED;
            }
            if (!answer.again()) {
                return Put.EXISTS;
            }
            Optional<byte[]> there = get(name);
            if (there.isPresent()) {
                return ByteBuffer.wrap(there.get()).equals(content) ? Put.STORED : Put.EXISTS;
            }
            // somebody freed the name meanwhile
        }
    }

    private HttpRequest.Builder put(String name, ByteBuffer content) {
        byte[] bytes = bytes(content);
        return object(name)
                .header(Words.DIGEST, HexFormat.of().formatHex(sha256(bytes)))
                .PUT(BodyPublishers.ofByteArray(bytes));
    }

    private static byte[] bytes(ByteBuffer content) {
        ByteBuffer copy = content.duplicate();
        if (copy.hasArray() && copy.arrayOffset() == 0 && copy.remaining() == copy.array().length) {
            return copy.array();
        }
        byte[] bytes = new byte[copy.remaining()];
        copy.get(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    private HttpRequest.Builder object(String name) {
        return to(Words.OBJECTS, name, "");
    }

    private HttpRequest.Builder to(String place, String name, String query) {
        ObjectNames.require(name);
        return link.to(place + Words.path(name) + query);
    }

    @Override
    public Optional<byte[]> get(String name) {
        return read("read " + name, object(name), Words.LARGEST);
    }

    @Override
    public Optional<byte[]> range(String name, long offset, int length) {
        HttpRequest.Builder request =
                to(Words.OBJECTS, name, "?from=" + offset + "&length=" + length);
        return read("read " + name, request, length);
    }

    private Optional<byte[]> read(String doing, HttpRequest.Builder request, long most) {
        DoorLink.Answer answer =
                link.send(
                        doing,
                        request.GET(),
                        Math.min(most, Words.LARGEST),
                        status -> status == Words.OK || status == Words.ABSENT);
        if (answer.status() == Words.ABSENT) {
            return Optional.empty();
        }
        if (answer.body().length > most) {
            throw VaultErrors.STORE_FAILED.error(
                    address() + " sent " + answer.body().length + " bytes of " + most, "");
        }
        return Optional.of(answer.body());
    }

    @Override
    public boolean exists(String name) {
        return range(name, 0, 0).isPresent();
    }

    @Override
    public List<StoredObject> list(String prefix) {
        if (!prefix.isEmpty()) {
            ObjectNames.require(prefix.replaceFirst("/$", ""));
        }
        DoorLink.Answer answer =
                link.send(
                        "list " + prefix,
                        link.to(Words.LIST + Words.path(prefix)).GET(),
                        Words.LARGEST,
                        status -> status == Words.OK);
        List<StoredObject> objects = new ArrayList<>();
        boolean ended = false;
        for (String line : answer.text().split("\n", -1)) {
            if (line.equals(Words.END + objects.size())) {
                ended = true;
            } else if (!line.isEmpty()) {
                objects.add(object(line, prefix));
            }
        }
        if (!ended) {
            throw VaultErrors.STORE_FAILED.error(
                    address() + " sent a list without its end", "run the command again");
        }
        return List.copyOf(objects);
    }

    private StoredObject object(String line, String prefix) {
        String[] parts = line.split(" ", -1);
        boolean whole =
                parts.length == 3
                        && parts[0].matches("[0-9]{1,18}")
                        && ObjectNames.isName(parts[2])
                        && parts[2].startsWith(prefix);
        Optional<Instant> stored = whole ? instant(parts[1]) : Optional.empty();
        return stored.map(it -> new StoredObject(parts[2], Long.parseLong(parts[0]), it))
                .orElseThrow(() ->
                        VaultErrors.STORE_FAILED.error(
                                address() + " sent a list with something else", ""));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String name) {
        clean("delete " + name, object(name).DELETE());
    }

    @Override
    public void setAside(String name) {
        clean("set aside " + name, to(Words.ASIDE, name, "").POST(BodyPublishers.noBody()));
    }

    /// Also done by the server itself; who may not delete need not.
    @Override
    public void sweep() {
        HttpRequest.Builder request = link.to(Words.SWEEP).POST(BodyPublishers.noBody());
        link.send("sweep", request, 0, status -> status == Words.DONE || status == Words.FORBIDDEN);
    }

    private void clean(String doing, HttpRequest.Builder request) {
        link.send(doing, request, 0, status -> status == Words.DONE);
    }

    /// Tries it, as nothing else tells what the server at hand really does.
    @Override
    public Guard guard() {
        byte[] probe = {1};
        ByteBuffer content = ByteBuffer.wrap(probe);
        try {
            putIfAbsent(PROBE, content);
        } catch (MusterException denied) {
            if (!denied.code().equals(DoorErrors.DENIED)) {
                throw denied;
            }
        }
        DoorLink.Answer replaced =
                link.send(
                        "probe " + PROBE,
                        put(PROBE, content),
                        probe.length,
                        status ->
                                Arrays.asList(
                                                Words.STORED,
                                                Words.TAKEN,
                                                Words.NOT_CONDITIONAL,
                                                Words.FORBIDDEN)
                                        .contains(status));
        DoorLink.Answer deleted =
                link.send(
                        "probe " + PROBE,
                        object(PROBE).DELETE(),
                        0,
                        status -> status == Words.DONE || status == Words.FORBIDDEN);
        return new Guard(
                replaced.status() == Words.STORED ? Ban.POSSIBLE : Ban.REFUSED,
                deleted.status() == Words.DONE ? Ban.POSSIBLE : Ban.REFUSED,
                Ban.POSSIBLE);
    }
}
