package dev.muster.posix;

/// A name in a folder.
///
/// @param type as the folder has it; [FileType#UNKNOWN] where the file system does not tell
@SuppressWarnings("ArrayRecordComponent") // names are compared by their bytes where they are
public record DirectoryEntry(byte[] name, FileType type) {}
