package dev.muster.rehearsal.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums that S3 verifies.
public enum Checksums {
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256;

    /// One that is being computed.
    public interface Running {
        void update(byte[] data, int offset, int length);

        byte[] bytes();

        /// As S3 writes it.
        default String text() {
            return Base64.getEncoder().encodeToString(bytes());
        }
    }

    public static Optional<Checksums> named(String name) {
        for (Checksums each : values()) {
            if (each.name().equalsIgnoreCase(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    public Running start() {
        return switch (this) {
            case CRC32 -> cyclic(new CRC32(), 4);
            case CRC32C -> cyclic(new CRC32C(), 4);
            case CRC64NVME -> cyclic(new Crc64(), 8);
            case SHA1 -> digest("SHA-1");
            case SHA256 -> digest("SHA-256");
        };
    }

    private static Running cyclic(Checksum checksum, int bytes) {
        return new Running() {
            @Override
            public void update(byte[] data, int offset, int length) {
                checksum.update(data, offset, length);
            }

            @Override
            public byte[] bytes() {
                ByteBuffer all = ByteBuffer.allocate(8).putLong(checksum.getValue());
                byte[] last = new byte[bytes];
                all.position(8 - bytes).get(last);
                return last;
            }
        };
    }

    static Running digest(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            return new Running() {
                @Override
                public void update(byte[] data, int offset, int length) {
                    digest.update(data, offset, length);
                }

                @Override
                public byte[] bytes() {
                    return digest.digest();
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// MD5, for ETags.
    public static Running md5() {
        return digest("MD5");
    }

    /// The NVM Express CRC of 64 bits, which the JDK does not have.
    private static final class Crc64 implements Checksum {
        private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
        private static final long[] TABLE = table();

        private long value = -1;

        private static long[] table() {
            long[] table = new long[256];
            for (int i = 0; i < table.length; i++) {
                long entry = i;
                for (int bit = 0; bit < 8; bit++) {
                    entry = (entry & 1) == 0 ? entry >>> 1 : entry >>> 1 ^ POLYNOMIAL;
                }
                table[i] = entry;
            }
            return table;
        }

        @Override
        public void update(int b) {
            value = TABLE[(int) (value ^ b) & 0xff] ^ value >>> 8;
        }

        @Override
        public void update(byte[] data, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                value = TABLE[(int) (value ^ data[i]) & 0xff] ^ value >>> 8;
            }
        }

        @Override
        public long getValue() {
            return ~value;
        }

        @Override
        public void reset() {
            value = -1;
        }
    }
}
