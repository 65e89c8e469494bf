package dev.muster.operations;

/// Who acts in each role towards the storage, by the storage's own names.
///
/// @param source hosts that back up: add and read
/// @param restorer hosts that recover: read, and add the records of their runs
/// @param janitor whoever prunes: also deletes
public record StorageRoles(String source, String restorer, String janitor) {}
