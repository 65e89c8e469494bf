package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fills one pack. One thread at a time.
public final class PackWriter {
    /// A pack is finished when it holds this much.
    public static final int CONTENT_TARGET = 24 << 20;

    /// The same for packs with sections, which are read whole.
    public static final int SECTION_TARGET = 4 << 20;

    /// Or so many blobs, which take more memory than their bytes where they are tiny.
    private static final int MOST_BLOBS = 1 << 14;

    private final PackKey key;
    private final List<Entry> entries = new ArrayList<>();
    private byte[] buffer;
    private int length;

    /// A blob of this pack.
    public record Entry(int type, ChunkId id, int offset, int stored, int raw) {}

    /// What a new pack needs that must never have been used before.
    ///
    /// @param salt 16 bytes
    /// @param key 32 bytes
    /// @param ephemeral 32 bytes
    /// @param wrapSalt 32 bytes
    @SuppressWarnings("ArrayRecordComponent") // drawn, used once, never compared
    public record Fresh(byte[] salt, byte[] key, byte[] ephemeral, byte[] wrapSalt) {}

    private PackWriter(PackKey key, byte[] head, byte[] buffer) {
        this.key = key;
        this.buffer = buffer;
        room(head.length);
        System.arraycopy(head, 0, this.buffer, 0, head.length);
        this.length = head.length;
    }

    /// @param buffer used for the pack's bytes, replaced if it becomes too small
    public static PackWriter ofContent(
            VaultNumber vault, Recipients to, Fresh fresh, byte[] buffer) {
        return begin(vault, fresh, sealed(vault, to, fresh), buffer);
    }

    public static PackWriter ofSections(
            VaultNumber vault, Recipients to, SourceSecret secret, Fresh fresh, byte[] buffer) {
        byte[] wrapped =
                Sealing.wrap(
                        secret.sections(),
                        PackHead.info(vault, fresh.salt()),
                        fresh.key(),
                        fresh.wrapSalt());
        List<SealedKey> keys = new ArrayList<>(sealed(vault, to, fresh));
        keys.add(SealedKey.of(SealedKey.SOURCE, KeyId.NONE, wrapped));
        return begin(vault, fresh, keys, buffer);
    }

    private static List<SealedKey> sealed(VaultNumber vault, Recipients to, Fresh fresh) {
        return to.seal(PackHead.info(vault, fresh.salt()), fresh.key(), fresh.ephemeral());
    }

    private static PackWriter begin(
            VaultNumber vault, Fresh fresh, List<SealedKey> recipients, byte[] buffer) {
        Encoder head = ObjectKind.PACK.begin().raw(vault.toBytes()).raw(fresh.salt());
        Recipients.write(head, recipients);
        PackKey key = new PackKey(vault, fresh.salt(), fresh.key());
        return new PackWriter(key, head.toBytes(), buffer);
    }

    /// Adds a blob whose body was made by [Compression].
    public Entry add(int type, ChunkId id, byte[] body, int raw) {
        room(body.length + Aead.TAG);
        int stored = key.seal(length, type, id, body, buffer, length);
        Entry entry = new Entry(type, id, length, stored, raw);
        entries.add(entry);
        length += stored;
        return entry;
    }

    public int length() {
        return length;
    }

    /// Whether the pack is to be finished.
    ///
    /// @param target [#CONTENT_TARGET] or [#SECTION_TARGET]
    public boolean isFull(int target) {
        return length >= target || entries.size() >= MOST_BLOBS;
    }

    public List<Entry> entries() {
        return entries;
    }

    /// Adds the directory; the pack is then the first [#length] bytes of [#buffer].
    public void finish() {
        Encoder directory = new Encoder(entries.size() * 32 + 8).varint(entries.size());
        for (Entry entry : entries) {
            directory
                    .u8(entry.type())
                    .id(entry.id())
                    .varint(entry.offset())
                    .varint(entry.stored())
                    .varint(entry.raw());
        }
        byte[] body = Bytes.join(new byte[] {Compression.AS_IS}, directory.toBytes());
        room(body.length + Aead.TAG + 4);
        int stored = key.seal(length, SourceSecret.DIRECTORY, ChunkId.NONE, body, buffer, length);
        length += stored;
        byte[] size = new Encoder(4).u32(stored).toBytes();
        System.arraycopy(size, 0, buffer, length, size.length);
        length += size.length;
    }

    public byte[] buffer() {
        return buffer;
    }

    private void room(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(length + count, buffer.length * 3 / 2));
        }
    }
}
