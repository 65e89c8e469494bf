package dev.muster.vault.format;

import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;

/// A source's secret and what is derived from it. Safe for many threads.
public final class SourceSecret {
    /// The types of blobs.
    public static final int DIRECTORY = 0;

    public static final int CONTENT = 1;
    public static final int SECTION = 2;
    private static final int HISTORY = 3;

    private final byte[] secret;
    private final VaultNumber vault;
    private final KeyedHash chunkIds;
    private final byte[] blocks;
    private final KeyedHash seenFeet;
    private final KeyedHash seenCommits;
    private final byte[] sections;

    public SourceSecret(byte[] secret, VaultNumber vault) {
        this.secret = secret.clone();
        this.vault = vault;
        this.chunkIds = new KeyedHash(derive("chunk-id", vault.toBytes()));
        this.blocks = derive("block", vault.toBytes());
        this.seenFeet = new KeyedHash(derive("log-foot-seen", vault.toBytes()));
        this.seenCommits = new KeyedHash(derive("commit-seen", vault.toBytes()));
        this.sections = derive("meta", vault.toBytes());
    }

    public VaultNumber vault() {
        return vault;
    }

    public byte[] secret() {
        return secret.clone();
    }

    /// The hashes of a content's blocks, of which ids and the hashes of pages are made.
    public BlockHashes blocks(byte[] plain, int from, int count) {
        return BlockHashes.of(blocks, plain, from, count);
    }

    public ChunkId chunkId(int type, BlockHashes plain) {
        Mac mac = chunkIds.begin();
        mac.update((byte) type);
        return ChunkId.from(mac.doFinal(plain.joined()));
    }

    public ChunkId chunkId(int type, byte[] plain, int from, int count) {
        return chunkId(type, blocks(plain, from, count));
    }

    public ChunkId chunkId(int type, byte[] plain) {
        return chunkId(type, plain, 0, plain.length);
    }

    /// The id of a blob; of a section it is made of the body alone. Empty if it is no section.
    public Optional<ChunkId> blobId(int type, byte[] plain) {
        return type == SECTION ? Section.id(this, plain) : Optional.of(chunkId(type, plain));
    }

    /// The hash of each page; the last one may be short.
    public long[] pageHashes(byte[] pages, int count, int pageSize) {
        return blocks(pages, 0, count).pages(pages, 0, count, pageSize);
    }

    /// What packs with sections are opened with by their source.
    public byte[] sections() {
        return sections.clone();
    }

    public byte[] indexKey(byte[] salt) {
        return derive("index", salt);
    }

    public KeyedHash logMac(byte[] salt) {
        return new KeyedHash(derive("log-mac", salt));
    }

    byte[] gearKey() {
        return derive("gear", vault.toBytes());
    }

    /// Tells two contents of one history's name apart without giving either away.
    public byte[] historyTag(byte[] content) {
        Mac mac = chunkIds.begin();
        mac.update((byte) HISTORY);
        return Arrays.copyOf(mac.doFinal(content), 8);
    }

    /// Says of the end of a segment that a holder of this secret verified it.
    public byte[] footTag(byte[] foot) {
        return seenFeet.of(foot);
    }

    /// Says of a commit's record that a holder of this secret verified the source's signature.
    public byte[] commitTag(ObjectHash record) {
        return seenCommits.of(record.toBytes());
    }

    private byte[] derive(String label, byte[] salt) {
        return Hkdf.derive(secret, salt, "muster/0/" + label);
    }
}
