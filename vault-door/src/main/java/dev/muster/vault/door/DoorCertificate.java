package dev.muster.vault.door;

import dev.muster.vault.format.ObjectHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A door's own certificate. Nobody vouches for it: clients know its SHA-256 from the address.
///
/// @param pin that SHA-256, hex
/// @param context with its private key
record DoorCertificate(String pin, SSLContext context) {
    private static final String ALIAS = "door";

    /// The one that the folder holds, made first if there is none.
    static DoorCertificate of(DoorFolder folder, byte[] random) throws InterruptedException {
        try {
            if (!Files.exists(folder.certificate())) {
                make(folder, random);
            }
            return read(folder);
        } catch (IOException | GeneralSecurityException e) {
            throw DoorErrors.SETUP.error(
                    "the certificate " + folder.certificate() + " cannot be used: " + e,
                    "move it away to get another one; its pin changes then",
                    e);
        }
    }

    /// The JDK has no other way to make a certificate than its own tool.
    private static void make(DoorFolder folder, byte[] random)
            throws IOException, InterruptedException {
        folder.write(folder.password(), HexFormat.of().formatHex(random));
        Path draft = folder.certificate().resolveSibling("certificate.new");
        Files.deleteIfExists(draft);
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=muster vault door",
                        "-validity",
                        "36500",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        draft.toString(),
                        "-storepass:file",
                        folder.password().toString());
        Process tool = new ProcessBuilder(words).redirectErrorStream(true).start();
        tool.getOutputStream().close();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!tool.waitFor(1, TimeUnit.MINUTES) || tool.exitValue() != 0) {
            tool.destroyForcibly();
            throw new IOException("keytool failed: " + said.strip());
        }
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        Files.move(draft, folder.certificate(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static DoorCertificate read(DoorFolder folder)
            throws IOException, GeneralSecurityException {
        char[] password = Files.readString(folder.password()).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.certificate())) {
            store.load(in, password);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new DoorCertificate(
                ObjectHash.of(store.getCertificate(ALIAS).getEncoded()).hex(), context);
    }
}
