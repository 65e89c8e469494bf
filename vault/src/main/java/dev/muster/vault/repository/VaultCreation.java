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
        KeyFile owner = keys.owner().orElseGet(() -> newKeys(name));
        SigningKey ownerKey = new SigningKey(KeyFolder.word(owner, "owner-private"));
        Config config =
                new Config(
                        owner.vault(),
                        name,
                        Instant.EPOCH.plusSeconds(created(owner)),
                        owner.owner(),
                        archive(owner));
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

    private static String archive(KeyFile owner) {
        return HexFormat.of().formatHex(KeyFolder.word(owner, "archive-public"));
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
        if (there.isPresent() && keys.owner().isEmpty()) {
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
        byte[] archive = ports.randomness().bytes(32);
        SigningKey owner = new SigningKey(ports.randomness().bytes(32));
        SigningKey controller = new SigningKey(ports.randomness().bytes(32));
        VaultNumber number = VaultNumber.read(new Decoder("random", ports.randomness().bytes(16)));
        Map<String, String> archiveWords = new LinkedHashMap<>();
        archiveWords.put("archive-public", hex(Sealing.publicOf(archive)));
        archiveWords.put("archive-private", hex(archive));
        Map<String, String> controllerWords = new LinkedHashMap<>();
        controllerWords.put("controller-public", hex(controller.publicKey()));
        controllerWords.put("controller-private", hex(controller.privateKey()));
        Map<String, String> both = new LinkedHashMap<>(archiveWords);
        both.putAll(controllerWords);
        Map<String, String> ownerWords = new LinkedHashMap<>();
        ownerWords.put("owner-private", hex(owner.privateKey()));
        ownerWords.put("archive-public", hex(Sealing.publicOf(archive)));
        ownerWords.put("controller-public", hex(controller.publicKey()));
        long seconds = ports.timing().instant().getEpochSecond();
        ownerWords.put("created", HexFormat.of().toHexDigits(seconds));
        String ownerPublic = hex(owner.publicKey());
        keys.write(new KeyFile("archive", name, number, ownerPublic, archiveWords));
        keys.write(new KeyFile("controller", name, number, ownerPublic, controllerWords));
        keys.write(new KeyFile("recovery", name, number, ownerPublic, both));
        // last: where it is, the others are
        KeyFile file = new KeyFile("owner", name, number, ownerPublic, ownerWords);
        keys.write(file);
        return file;
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
                        config.created(),
                        hex(KeyFolder.word(owner, "controller-public")),
                        "");
        vault.copies()
                .put(certificate.object(), certificate.encode(ownerKey))
                .require(WriteRule.ANY);
    }
}
