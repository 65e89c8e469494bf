package dev.muster.vault.format;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Cuts plain files where their content says so (FastCDC, Xia et al., USENIX ATC 2016).
///
/// The gear table depends on the source's secret, so that sizes of chunks do not tell which known
/// file they come from.
public final class FastCdc {
    public static final int MIN = 64 << 10;
    public static final int NORMAL = 256 << 10;
    public static final int MAX = 1 << 20;

    /// 20 and 16 bits, spread so that each depends on another stretch of bytes.
    private static final long HARD = 0x24b24b24b24b0000L;

    private static final long EASY = 0x2492492492490000L;

    private final long[] gear = new long[256];

    public FastCdc(SourceSecret secret) {
        try {
            Cipher stream = Cipher.getInstance("AES/CTR/NoPadding");
            SecretKeySpec key = new SecretKeySpec(secret.gearKey(), "AES");
            stream.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
            ByteBuffer.wrap(stream.doFinal(new byte[gear.length * 8])).asLongBuffer().get(gear);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has AES", impossible);
        }
    }

    /// The length of the first chunk of the given bytes, which are at least [#MAX] or the file's
    /// last.
    public int cut(byte[] bytes, int from, int count) {
        if (count <= MIN) {
            return count;
        }
        int end = Math.min(count, MAX);
        int normal = Math.min(end, NORMAL);
        long hash = 0;
        int at = MIN;
        for (; at < normal; at++) {
            hash = (hash << 1) + gear[bytes[from + at] & 0xff];
            if ((hash & HARD) == 0) {
                return at + 1;
            }
        }
        for (; at < end; at++) {
            hash = (hash << 1) + gear[bytes[from + at] & 0xff];
            if ((hash & EASY) == 0) {
                return at + 1;
            }
        }
        return end;
    }
}
