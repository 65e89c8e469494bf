package dev.muster.vault.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodecsTest {
    private static final PackKeys KEYS =
            new PackKeys(Set.of(new KeyId(3)), Set.of(new KeyId(-1), new KeyId(2)));

    private static final ComponentId DB = new ComponentId("db");

    @Test
    void primitivesComeBack() {
        Cases.of(
                300,
                random -> {
                    long number = random.nextLong() >>> random.nextInt(64);
                    byte[] bytes = Cases.bytes(random, random.nextInt(300));
                    Instant time = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000));
                    byte[] encoded =
                            new Encoder(1)
                                    .varint(number)
                                    .u64(number)
                                    .bytes(bytes)
                                    .text("é" + number)
                                    .time(time)
                                    .u32(number & 0xffffffffL)
                                    .toBytes();
                    Decoder in = new Decoder("x", encoded);
                    assertThat(in.varint()).isEqualTo(number);
                    assertThat(in.u64()).isEqualTo(number);
                    assertThat(in.bytes()).isEqualTo(bytes);
                    assertThat(in.text()).isEqualTo("é" + number);
                    assertThat(in.time()).isEqualTo(time);
                    assertThat(in.u32()).isEqualTo(number & 0xffffffffL);
                    in.end();
                });
    }

    @Test
    void numbersHaveOneFormOnly() {
        for (String hex : List.of("8000", "ff00", "ffffffffffffffffff02", "80")) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            assertThatThrownBy(() -> new Decoder("x", bytes).varint())
                    .as(hex)
                    .isInstanceOf(MusterException.class);
        }
    }

    @Test
    void bodiesComeBackAndAreCheckedForLength() {
        Cases.of(
                200,
                random -> {
                    byte[] plain = Cases.bytes(random, random.nextInt(20_000));
                    if (random.nextBoolean()) {
                        Arrays.fill(plain, (byte) 7);
                    }
                    byte[] body = Compression.body(plain, 0, plain.length);
                    assertThat(body.length).isLessThanOrEqualTo(plain.length + 1);
                    assertThat(Compression.plain(body, plain.length)).contains(plain);
                    assertThat(Compression.plain(body, plain.length + 1)).isEmpty();
                    body[0] = 9;
                    assertThat(Compression.plain(body, plain.length)).isEmpty();
                });
    }

    @Test
    void whatIsSealedOpensWithTheRightKeyOnly() {
        Cases.of(
                20,
                random -> {
                    byte[] key = Cases.bytes(random, 32);
                    byte[] plain = Cases.bytes(random, random.nextInt(100));
                    byte[] info = {1};
                    byte[] sealed =
                            Sealing.seal(
                                    Sealing.publicOf(key), info, plain, Cases.bytes(random, 32));
                    assertThat(sealed).hasSize(plain.length + Sealing.OVERHEAD);
                    assertThat(Sealing.open(key, info, sealed)).contains(plain);
                    assertThat(Sealing.open(key, new byte[] {2}, sealed)).isEmpty();
                    assertThat(Sealing.open(Cases.bytes(random, 32), info, sealed)).isEmpty();
                    sealed[random.nextInt(sealed.length)] ^= 4;
                    assertThat(Sealing.open(key, info, sealed)).isEmpty();
                    assertThat(Sealing.open(key, info, new byte[90])).isEmpty();
                    byte[] wrapped = Sealing.wrap(key, info, plain, Cases.bytes(random, 32));
                    assertThat(Sealing.unwrap(key, info, wrapped)).contains(plain);
                    wrapped[random.nextInt(wrapped.length)] ^= 1;
                    assertThat(Sealing.unwrap(key, info, wrapped)).isEmpty();
                });
    }

    /// RFC 7748, section 6.1, and RFC 8032, section 7.1, test 1.
    @Test
    void keysAreThoseOfTheStandards() {
        HexFormat hex = HexFormat.of();
        byte[] alice =
                hex.parseHex("77076d0a7318a57d3c16c17251b26645ccd7a1b9a2c4e8d8ba1d64f0b1b0c0b6");
        byte[] bob =
                hex.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        assertThat(hex.formatHex(Sealing.publicOf(bob)))
                .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        assertThat(Sealing.publicOf(alice)).hasSize(32);
        byte[] seed =
                hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assertThat(hex.formatHex(Signing.publicOf(seed)))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] signature = Signing.sign(seed, new byte[0]);
        assertThat(hex.formatHex(signature)).startsWith("e5564300c360ac729086e2cc806e828a");
        assertThat(Signing.verifies(Signing.publicOf(seed), new byte[0], signature)).isTrue();
        assertThat(Signing.verifies(Signing.publicOf(seed), new byte[1], signature)).isFalse();
        assertThat(Signing.verifies(new byte[32], new byte[0], signature)).isFalse();
        assertThat(Signing.verifies(Signing.publicOf(seed), new byte[0], new byte[3])).isFalse();
    }

    @Test
    void packsOpenForTheirRecipientsAndEachBlobIsChecked() {
        Cases.of(
                20,
                random -> {
                    byte[] archive = Cases.bytes(random, 32);
                    SourceSecret secret = Cases.secret(random);
                    Config config = config(random, archive);
                    PackWriter pack =
                            PackWriter.ofSections(
                                    config.number(),
                                    Recipients.of(config),
                                    secret,
                                    fresh(random),
                                    new byte[10]);
                    List<byte[]> plains = new ArrayList<>();
                    for (int i = 0; i < 5; i++) {
                        byte[] plain = Cases.bytes(random, random.nextInt(5000));
                        plains.add(plain);
                        ChunkId id = secret.chunkId(SourceSecret.CONTENT, plain);
                        byte[] body = Compression.body(plain, 0, plain.length);
                        pack.add(SourceSecret.CONTENT, id, body, plain.length);
                    }
                    pack.finish();
                    byte[] bytes = Arrays.copyOf(pack.buffer(), pack.length());
                    PackHead head = PackHead.decode("pack", bytes);
                    PackKey key = head.open(PrivateKeys.of(archive)).orElseThrow();
                    assertThat(head.openAsSource(secret)).isPresent();
                    assertThat(head.openAsSource(Cases.secret(random))).isEmpty();
                    assertThat(head.open(PrivateKeys.of(Cases.bytes(random, 32)))).isEmpty();
                    assertThat(PackDirectory.read(key, bytes)).contains(pack.entries());
                    for (int i = 0; i < 5; i++) {
                        PackWriter.Entry entry = pack.entries().get(i);
                        BlobRef ref = ref(entry);
                        assertThat(key.open(secret, 1, ref, bytes, ref.offset()))
                                .contains(plains.get(i));
                        assertThat(key.open(secret, 2, ref, bytes, ref.offset())).isEmpty();
                        bytes[entry.offset() + random.nextInt(entry.stored())] ^= 1;
                        assertThat(key.open(secret, 1, ref, bytes, ref.offset())).isEmpty();
                    }
                });
    }

    private static BlobRef ref(PackWriter.Entry entry) {
        return new BlobRef(
                entry.id(), ObjectHash.NONE, entry.offset(), entry.stored(), entry.raw());
    }

    private static PackWriter.Fresh fresh(Random random) {
        return new PackWriter.Fresh(
                Cases.bytes(random, 16),
                Cases.bytes(random, 32),
                Cases.bytes(random, 32),
                Cases.bytes(random, 32));
    }

    private static Config config(Random random, byte[] archive) {
        HexFormat hex = HexFormat.of();
        return new Config(
                Cases.VAULT,
                "main",
                Instant.EPOCH,
                hex.formatHex(Cases.bytes(random, 32)),
                hex.formatHex(Sealing.publicOf(archive)),
                hex.formatHex(Cases.bytes(random, 32)));
    }

    @Test
    void anIndexFindsWhatItHoldsAndNothingElse() {
        Cases.of(
                4,
                random -> {
                    SourceSecret secret = Cases.secret(random);
                    SigningKey key = new SigningKey(Cases.bytes(random, 32));
                    List<Commit.PackSize> packs = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        packs.add(new Commit.PackSize(Cases.hash(random), random.nextInt(1000)));
                    }
                    List<BlobRef> blobs = new ArrayList<>();
                    for (int i = random.nextInt(5000); i > 0; i--) {
                        blobs.add(Cases.ref(random, packs.get(i % 3).pack(), i));
                    }
                    byte[] object =
                            IndexSegment.encode(
                                    DB, secret, key, Cases.bytes(random, 16), KEYS, blobs, packs);
                    IndexSegment segment =
                            IndexSegment.open("index", secret, DB, ByteBuffer.wrap(object));
                    assertThat(segment.entries()).isEqualTo(blobs.size());
                    assertThat(segment.packs()).isEqualTo(packs);
                    blobs.forEach(blob -> assertThat(segment.find(blob.id())).contains(blob));
                    for (int i = 0; i < 2000; i++) {
                        assertThat(segment.find(Cases.id(random))).isEmpty();
                    }
                    assertThatThrownBy(() ->
                                    IndexSegment.open(
                                            "index",
                                            secret,
                                            new ComponentId("other"),
                                            ByteBuffer.wrap(object)))
                            .isInstanceOf(MusterException.class);
                });
    }

    @Test
    void commitsAndKeyFilesComeBack() {
        Cases.of(
                30,
                random -> {
                    SigningKey key = new SigningKey(Cases.bytes(random, 32));
                    Commit commit = commit(random);
                    byte[] object = commit.encode(key);
                    String name = commit.object(commit.session());
                    SignedObject signed =
                            new SignedObject(ObjectKind.COMMIT, name, object)
                                    .verify(key.publicKey());
                    assertThat(Commit.decode(name, signed, Cases.VAULT)).isEqualTo(commit);
                    assertThatThrownBy(() -> Commit.decode("x" + name, signed, Cases.VAULT))
                            .hasMessageContaining("another name");
                    object[random.nextInt(object.length)] ^= 8;
                    assertThatThrownBy(() ->
                                    new SignedObject(ObjectKind.COMMIT, "x", object)
                                            .verify(key.publicKey()))
                            .isInstanceOf(MusterException.class);
                    KeyFile file =
                            new KeyFile("owner", "main", Cases.VAULT, "ab", Map.of("word", "0102"));
                    assertThat(KeyFile.decode("f", file.encode())).isEqualTo(file);
                });
    }

    private static Commit commit(Random random) {
        RecoveryPoint point =
                new RecoveryPoint(
                        "p" + random.nextInt(),
                        DB,
                        Instant.ofEpochSecond(random.nextInt()),
                        Instant.ofEpochSecond(random.nextInt()),
                        Instant.ofEpochSecond(random.nextInt()),
                        new LogPosition("1", random.nextLong()),
                        new LogPosition("2", random.nextLong()),
                        new ByteSize(random.nextInt(1000)),
                        new ByteSize(random.nextInt(1000)));
        List<Commit.PackSize> packs = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            packs.add(new Commit.PackSize(Cases.hash(random), random.nextInt(1 << 30)));
        }
        return new Commit(
                Cases.VAULT,
                new Epoch(1 + random.nextInt(9)),
                1 + random.nextInt(99),
                new SessionId(random.nextLong(), random.nextLong()),
                Cases.hash(random),
                point,
                Cases.ref(random, Cases.hash(random), 77),
                List.of(Cases.hash(random)),
                packs,
                KEYS);
    }

    @Test
    void chunksAreCutByContentWithinTheirLimits() {
        Random random = new Random(4);
        FastCdc cutter = new FastCdc(Cases.secret(random));
        byte[] file = Cases.bytes(random, 30 << 20);
        List<Integer> cuts = cuts(cutter, file);
        assertThat(cuts).hasSizeBetween(80, 160);
        byte[] shifted = new byte[file.length + 1000];
        System.arraycopy(file, 0, shifted, 1000, file.length);
        List<Integer> moved = cuts(cutter, shifted);
        moved.replaceAll(at -> at - 1000);
        long shared = cuts.stream().filter(moved::contains).count();
        assertThat(shared).isGreaterThan(cuts.size() - 10);
        assertThat(cuts(new FastCdc(Cases.secret(random)), file)).isNotEqualTo(cuts);
    }

    private static List<Integer> cuts(FastCdc cutter, byte[] file) {
        List<Integer> cuts = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            int count = cutter.cut(file, at, file.length - at);
            assertThat(count).isBetween(1, FastCdc.MAX);
            at += count;
            if (at < file.length) {
                assertThat(count).isGreaterThan(FastCdc.MIN);
            }
            cuts.add(at);
        }
        return cuts;
    }
}
