package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.Decoder;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoreProbe;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.WriteRule;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a vault: keys first, then `config` in every copy, then the controller's certificate.
///
/// A vault without its keys would be worthless; keys without their vault are used by the next
/// attempt, which makes the same `config`.
final class VaultCreation {
    static final String CONTROLLER = "controller";

    private final List<Copy> copies;
    private final KeyFolder keys;
    private final VaultPorts ports;

    VaultCreation(List<Copy> copies, KeyFolder keys, VaultPorts ports) {
        this.copies = copies;
        this.keys = keys;
        this.ports = ports;
    }

    Vault create(String name) {
        copies.forEach(this::probe);
        KeyFile owner = keys.find("owner").orElseGet(() -> newKeys(name));
        SigningKey ownerKey = new SigningKey(KeyFolder.word(owner, "owner-private"));
        Config config =
                new Config(
                        owner.vault(),
                        name,
                        Instant.EPOCH.plusSeconds(created(owner)),
                        owner.owner(),
                        hex(KeyFolder.word(owner, "archive-public")),
                        hex(KeyFolder.word(owner, "secrets-public")));
        byte[] object = config.encode(ownerKey);
        for (Copy copy : copies) {
            put(copy, object);
        }
        Vault vault = Vault.of(config, object, copies, ports);
        certifyController(vault, config, ownerKey, owner);
        return vault;
    }

    private static long created(KeyFile owner) {
        return new Decoder("owner.key", KeyFolder.word(owner, "created")).u64();
    }

    /// Refuses a store that holds anything else.
    static void attach(Copy copy, byte[] config, VaultPorts ports) {
        if (copy.store().get(Config.OBJECT).isEmpty() && !copy.store().list("").isEmpty()) {
            throw VaultErrors.EXISTS.error(
                    copy + " is not empty, and holds no vault", "name an empty folder");
        }
        honest(copy.store(), ports);
        put(copy, config);
    }

    private static void put(Copy copy, byte[] config) {
        VaultStore store = copy.store();
        if (store.putIfAbsent(Config.OBJECT, config) == VaultStore.Put.EXISTS
                && store.get(Config.OBJECT).filter(b -> Arrays.equals(b, config)).isEmpty()) {
            throw VaultErrors.EXISTS.error(
                    "there is a vault at " + store.address() + " already",
                    "use it, or name another address");
        }
    }

    /// Refuses a store that overwrites.
    private void probe(Copy copy) {
        VaultStore store = copy.store();
        Optional<byte[]> there = store.get(Config.OBJECT);
        if (there.isPresent() && keys.find("owner").isEmpty()) {
            throw VaultErrors.EXISTS.error(
                    "there is a vault at " + store.address() + " already",
                    "use it, or name another address");
        }
        honest(store, ports);
    }

    private static void honest(VaultStore store, VaultPorts ports) {
        String name = "probe/" + HexFormat.of().formatHex(ports.randomness().bytes(16));
        new StoreProbe(store, name, ports.randomness().bytes(16))
                .requireHonest(ports.parallelism() > 0);
    }

    private KeyFile newKeys(String name) {
        SigningKey owner = new SigningKey(ports.randomness().bytes(32));
        VaultNumber number = VaultNumber.read(new Decoder("random", ports.randomness().bytes(16)));
        Map<String, String> archive = opening("archive");
        Map<String, String> secrets = opening("secrets");
        Map<String, String> controller =
                signing("controller", new SigningKey(ports.randomness().bytes(32)));
        Map<String, String> all = new LinkedHashMap<>(archive);
        all.putAll(secrets);
        all.putAll(controller);
        Map<String, String> ownerWords = new LinkedHashMap<>();
        ownerWords.put("owner-private", hex(owner.privateKey()));
        all.entrySet().stream()
                .filter(word -> word.getKey().endsWith("-public"))
                .forEach(word -> ownerWords.put(word.getKey(), word.getValue()));
        long seconds = ports.timing().instant().getEpochSecond();
        ownerWords.put("created", HexFormat.of().toHexDigits(seconds));
        String ownerPublic = hex(owner.publicKey());
        // last the owner's: where it is, the others are
        keys.write(new KeyFile("archive", name, number, ownerPublic, archive));
        keys.write(new KeyFile("secrets", name, number, ownerPublic, secrets));
        keys.write(new KeyFile("controller", name, number, ownerPublic, controller));
        keys.write(new KeyFile("recovery", name, number, ownerPublic, all));
        KeyFile file = new KeyFile("owner", name, number, ownerPublic, ownerWords);
        keys.write(file);
        return file;
    }

    private Map<String, String> opening(String role) {
        byte[] key = ports.randomness().bytes(32);
        Map<String, String> words = new LinkedHashMap<>();
        words.put(role + "-public", hex(Sealing.publicOf(key)));
        words.put(role + "-private", hex(key));
        return words;
    }

    static Map<String, String> signing(String role, SigningKey key) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(role + "-public", hex(key.publicKey()));
        words.put(role + "-private", hex(key.privateKey()));
        return words;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private void certifyController(Vault vault, Config config, SigningKey ownerKey, KeyFile owner) {
        Certificate certificate =
                new Certificate(
                        config.number(),
                        Certificate.Role.CONTROLLER,
                        CONTROLLER,
                        1,
                        config.created(),
                        "init",
                        hex(KeyFolder.word(owner, "controller-public")),
                        false,
                        List.of(),
                        List.of());
        vault.copies()
                .put(certificate.object(), certificate.encode(ownerKey))
                .require(WriteRule.ANY);
    }
}
