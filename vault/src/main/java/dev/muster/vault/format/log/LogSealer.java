package dev.muster.vault.format.log;

import dev.muster.vault.format.Aead;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Compression;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyedHash;

/// Makes the frames of one segment, one after another. One thread.
public final class LogSealer {
    private final byte[] binding;
    private final Aead aead;
    private final KeyedHash mac;
    private byte[] chain;
    private long ordinal;

    /// @param head the head as it was written
    /// @param key the segment's key, which the head holds sealed
    /// @param mac the source's key for this segment's salt
    public LogSealer(LogHead.Found head, byte[] key, KeyedHash mac) {
        this.binding = head.head().binding();
        this.aead = new Aead(key);
        this.mac = mac;
        this.chain = head.chain();
    }

    /// @param log at most [LogFrame#LIMIT] bytes
    public byte[] frame(
            long offset, byte[] log, int count, long group, boolean ends, long first, long last) {
        byte[] aad = Bytes.join(binding, new Encoder(8).u64(offset).toBytes());
        byte[] sealed = aead.seal(ordinal++, aad, Compression.body(log, 0, count));
        LogFrame frame = new LogFrame(sealed.length, offset, count, group, ends, first, last);
        byte[] fields = frame.fields();
        byte[] front = Bytes.join(fields, LogFrame.headMac(mac, chain, fields), sealed);
        chain = LogFrame.chain(mac, chain, front, 0, front.length);
        return Bytes.join(front, chain);
    }
}
