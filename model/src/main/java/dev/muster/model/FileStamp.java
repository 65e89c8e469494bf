package dev.muster.model;

import java.time.Instant;

/// What tells, together with size and time of modification, that a file was not touched since.
///
/// @param changed the inode's time of change, which no program can set
/// @param inode its number
public record FileStamp(Instant changed, long inode) {}
