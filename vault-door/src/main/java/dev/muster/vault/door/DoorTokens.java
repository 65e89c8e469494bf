package dev.muster.vault.door;

import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.model.Secret;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.StorageRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tokens that a door accepts: a file with a line for each, which holds the SHA-256 of its
/// secret alone. It is read for each visit, so a token that was removed opens nothing any more.
public final class DoorTokens {
    private static final String ANY = "-";
    private static final int PARTS = 5;
    private static final int SECRET_BYTES = 32;

    private final DoorFolder folder;

    public DoorTokens(DoorFolder folder) {
        this.folder = folder;
    }

    /// A token without its secret.
    ///
    /// @param source with the role of a source: the only component that it may add for
    /// @param digest the SHA-256 of its secret, hex
    public record Entry(
            String name,
            StorageRole role,
            Optional<ComponentId> source,
            Instant made,
            String digest) {
        String line() {
            return String.join(
                    " ",
                    name,
                    role.name().toLowerCase(Locale.ROOT),
                    source.map(ComponentId::value).orElse(ANY),
                    made.toString(),
                    digest);
        }
    }

    public List<Entry> all() {
        try {
            return Files.readAllLines(file(), StandardCharsets.UTF_8).stream()
                    .flatMap(line -> entry(line).stream())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw DoorErrors.SETUP.error(file() + " cannot be read: " + e, "ls -l " + file(), e);
        }
    }

    private Path file() {
        return folder.tokens();
    }

    /// Empty for a line that is none: it opens nothing.
    private static Optional<Entry> entry(String line) {
        String[] parts = line.split(" ", -1);
        try {
            if (parts.length != PARTS || !Names.isLabel(parts[0])) {
                return Optional.empty();
            }
            return Optional.of(
                    new Entry(
                            parts[0],
                            StorageRole.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                            parts[2].equals(ANY)
                                    ? Optional.empty()
                                    : Optional.of(new ComponentId(parts[2])),
                            Instant.parse(parts[3]),
                            parts[4]));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    /// Makes a token. Its secret is told this once.
    ///
    /// @param random 32 bytes
    public DoorToken add(
            String name,
            StorageRole role,
            Optional<ComponentId> source,
            Instant now,
            byte[] random) {
        if (random.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a token needs 32 random bytes");
        }
        List<Entry> entries = new ArrayList<>(all());
        if (entries.stream().anyMatch(it -> it.name().equals(name))) {
            throw DoorErrors.SETUP.error(
                    "there is a token " + name + " already",
                    "remove it first: muster vault token remove " + name);
        }
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        entries.add(new Entry(name, role, source, now, digest(secret)));
        write(entries);
        return new DoorToken(name, new Secret(secret));
    }

    /// @return whether there was one
    public boolean remove(String name) {
        List<Entry> entries = new ArrayList<>(all());
        boolean removed = entries.removeIf(it -> it.name().equals(name));
        if (removed) {
            write(entries);
        }
        return removed;
    }

    private void write(List<Entry> entries) {
        List<String> lines = entries.stream().map(Entry::line).toList();
        folder.write(file(), String.join("\n", lines) + "\n");
    }

    /// Who shows this; empty if nobody whom the door knows.
    Optional<Visitor> visitor(String shown) {
        Optional<DoorToken> token = DoorToken.parse(shown);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        byte[] digest = digest(token.get().secret().reveal()).getBytes(StandardCharsets.US_ASCII);
        return all().stream()
                .filter(it -> it.name().equals(token.get().name()))
                .filter(it ->
                        MessageDigest.isEqual(
                                it.digest().getBytes(StandardCharsets.US_ASCII), digest))
                .map(it -> new Visitor(it.name(), it.role(), it.source()))
                .findFirst();
    }

    private static String digest(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(ObjectHash.of(bytes).toBytes());
    }
}
