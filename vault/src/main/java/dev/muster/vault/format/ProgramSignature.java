package dev.muster.vault.format;

import dev.muster.vault.VaultErrors;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/// `program/<number>-<tag>/signature`: the owner's word that the jar beside it is the reader.
///
/// @param object the name of the jar
/// @param version of the program, for people
/// @param by who put it there, for people
/// @param bytes the length of the jar
/// @param hash the SHA-256 of the jar
public record ProgramSignature(
        VaultNumber vault,
        String object,
        String version,
        Instant created,
        String by,
        long bytes,
        ObjectHash hash) {
    public static final String PREFIX = "program/";

    /// What the jar is called in its folder, and what people call it.
    public static final String JAR = "muster-reader.jar";

    private static final String SIGNATURE = "signature";
    private static final Pattern FOLDER = Pattern.compile("program/[0-9]{9}-[0-9a-f]{8}/");
    private static final int NUMBER_END = PREFIX.length() + 9;
    private static final int TAG = 8;

    public ProgramSignature {
        if (!isJar(object)) {
            throw new IllegalArgumentException("not the name of a program: " + object);
        }
    }

    /// The name that a jar gets.
    ///
    /// @param number higher than all that are there
    public static String object(int number, ObjectHash hash) {
        String tag = hash.hex().substring(0, TAG);
        return String.format(Locale.ROOT, "%s%09d-%s/%s", PREFIX, number, tag, JAR);
    }

    public static boolean isJar(String name) {
        return isIn(name, JAR);
    }

    public static boolean isSignature(String name) {
        return isIn(name, SIGNATURE);
    }

    private static boolean isIn(String name, String file) {
        return name.endsWith("/" + file)
                && FOLDER.matcher(name.substring(0, name.length() - file.length())).matches();
    }

    /// The name of the signature of a jar.
    public static String of(String jar) {
        return jar.substring(0, jar.lastIndexOf('/') + 1) + SIGNATURE;
    }

    /// The name of the jar of a signature.
    public static String jar(String signature) {
        return signature.substring(0, signature.lastIndexOf('/') + 1) + JAR;
    }

    public int number() {
        return Integer.parseInt(object.substring(PREFIX.length(), NUMBER_END));
    }

    public byte[] encode(SigningKey owner) {
        Encoder out =
                ObjectKind.PROGRAM
                        .begin()
                        .raw(vault.toBytes())
                        .text(object)
                        .text(version)
                        .time(created)
                        .text(by)
                        .u64(bytes)
                        .raw(hash.toBytes());
        return owner.sign(ObjectKind.PROGRAM, out);
    }

    /// Reads one whose signature was verified.
    public static ProgramSignature decode(SignedObject signed, VaultNumber own) {
        Decoder in = signed.content();
        VaultNumber vault = VaultNumber.read(in);
        String jar = in.text();
        if (!isSignature(signed.name()) || !jar.equals(jar(signed.name())) || !vault.equals(own)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        ProgramSignature signature =
                new ProgramSignature(
                        vault, jar, in.text(), in.time(), in.text(), in.u64(), in.hash());
        in.end();
        return signature;
    }

    /// @throws dev.muster.model.MusterException if it is not the very jar that was signed
    public void require(byte[] jar) {
        if (jar.length != bytes || !ObjectHash.of(jar).equals(hash)) {
            throw VaultErrors.DAMAGED.error(
                    object + " is not the program that the owner signed",
                    "run `muster vault repair`");
        }
    }
}
