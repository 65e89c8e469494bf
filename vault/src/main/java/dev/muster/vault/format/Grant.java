package dev.muster.vault.format;

/// A secret of 32 bytes, handed to one of those who need it.
///
/// @param what the key whose private half or secret this is
public record Grant(KeyId what, SealedKey to) {
    void write(Encoder out) {
        out.u64(what.value());
        to.write(out);
    }

    static Grant read(Decoder in) {
        return new Grant(new KeyId(in.u64()), SealedKey.read(in));
    }
}
