package dev.muster.vault.door;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What went wrong between client and door, in words.
final class DoorFaults {
    private static final int LONGEST = 500;

    private DoorFaults() {}

    static MusterException of(String address, String doing, HttpResponse<byte[]> response) {
        String why = words(response.body());
        String what = address + " did not " + doing + ": " + why;
        return switch (response.statusCode()) {
            case Words.UNKNOWN, Words.FORBIDDEN ->
                    DoorErrors.DENIED.error(
                            what, "where the vault is served: muster vault token list");
            case Words.NO_SPACE ->
                    VaultErrors.NO_SPACE.error(what, "free or add space on the server");
            case Words.UNREACHABLE ->
                    VaultErrors.UNREACHABLE.error(what, "look at the disk of the server");
            default ->
                    VaultErrors.STORE_FAILED.error(
                            what + " (status " + response.statusCode() + ")",
                            "look at what `muster vault serve` says on the server");
        };
    }

    /// What a server says is shown to people, whoever it is.
    private static String words(byte[] body) {
        String text =
                new String(body, 0, Math.min(body.length, LONGEST), StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip();
        return text.isEmpty() ? "it says no more" : text;
    }

    static MusterException of(String address, String doing, int attempts, IOException e) {
        Optional<Pinned.OtherCertificate> other = otherCertificate(e);
        if (other.isPresent()) {
            return DoorErrors.OTHER_DOOR.error(
                    address + " has the certificate sha256:" + other.get().found(),
                    "compare it with what `muster vault serve` prints on the server",
                    e);
        }
        return VaultErrors.UNREACHABLE.error(
                address + " did not " + doing + ", tried " + attempts + " times: " + e,
                "start `muster vault serve` there, or look at the line to it",
                e);
    }

    /// Whether trying again cannot help.
    static boolean isFinal(IOException e) {
        return otherCertificate(e).isPresent();
    }

    /// Whether nothing was sent.
    static boolean isUnconnected(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e.getCause() instanceof UnresolvedAddressException;
    }

    private static Optional<Pinned.OtherCertificate> otherCertificate(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Pinned.OtherCertificate other) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }
}
