package dev.muster.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.cli.CliErrors;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.MusterException;
import dev.muster.model.ssh.SshKey;
import dev.muster.record.approval.ApprovalRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs with OpenSSH's own programs: they know passphrases, agents and tokens, and Muster never
/// sees a private key.
final class SshKeygen {
    private SshKeygen() {}

    /// @param key a private key; empty for one that the agent holds
    static String sign(Optional<Path> key, Asked asked, String text) throws InterruptedException {
        if (key.isPresent()) {
            return sign(key.get(), text);
        }
        SshKey held = held(asked);
        @Nullable Path file = null;
        try {
            file = Files.createTempFile("muster-approval", ".pub");
            Files.writeString(file, held.text() + "\n");
            return sign(file, text);
        } catch (IOException unwritable) {
            throw failed("a file for the agent's key cannot be written: " + unwritable, unwritable);
        } finally {
            if (file != null) {
                remove(file);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            file.toFile().deleteOnExit();
        }
    }

    /// The first key of the agent that counts and has not signed.
    private static SshKey held(Asked asked) throws InterruptedException {
        List<SshKey> missing = new ArrayList<>();
        for (Approver approver : asked.approvers()) {
            missing.addAll(approver.keys());
        }
        asked.signatures().signed().forEach(signed -> missing.remove(signed.key()));
        Result listed = run(List.of("ssh-add", "-L"), "");
        for (String line : listed.out().lines().toList()) {
            Optional<SshKey> key = key(line);
            if (key.filter(missing::contains).isPresent()) {
                return key.get();
            }
        }
        throw CliErrors.WRONG_USAGE.error(
                "ssh-agent holds no key that may sign and has not",
                "name one: --key FILE; or sign elsewhere what --request prints");
    }

    private static Optional<SshKey> key(String line) {
        try {
            return Optional.of(SshKey.parse(line));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private static String sign(Path key, String text) throws InterruptedException {
        Result result =
                run(
                        List.of(
                                "ssh-keygen",
                                "-q",
                                "-Y",
                                "sign",
                                "-n",
                                ApprovalRequest.NAMESPACE,
                                "-f",
                                key.toString()),
                        text);
        if (result.exit() != 0) {
            throw failed("ssh-keygen did not sign with " + key + ": " + result.err(), null);
        }
        return result.out();
    }

    private static Result run(List<String> command, String input) throws InterruptedException {
        @Nullable Path err = null;
        try {
            err = Files.createTempFile("muster-ssh", ".err");
            Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            }
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            int exit = process.waitFor();
            return new Result(exit, out, Files.readString(err).strip());
        } catch (IOException impossible) {
            throw failed(command.getFirst() + " cannot be run: " + impossible, impossible);
        } finally {
            if (err != null) {
                remove(err);
            }
        }
    }

    private static MusterException failed(String message, @Nullable Throwable cause) {
        String hint = "install OpenSSH, or sign elsewhere what --request prints";
        return cause == null
                ? CliErrors.NOT_SIGNED.error(message, hint)
                : CliErrors.NOT_SIGNED.error(message, hint, cause);
    }

    private record Result(int exit, String out, String err) {}
}
