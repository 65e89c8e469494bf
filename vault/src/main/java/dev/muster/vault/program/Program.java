package dev.muster.vault.program;

import dev.muster.model.ByteSize;
import java.time.Instant;

/// A program in the vault that its owner signed.
///
/// @param object the name of the jar in the vault
/// @param number the highest is the newest
/// @param by who put it there
/// @param sha256 of the jar, hex
public record Program(
        String object,
        int number,
        String version,
        Instant kept,
        String by,
        ByteSize size,
        String sha256) {}
