package dev.muster.provider.mariadb.binlog;

/// A group of events that is replayed whole or not at all: a transaction, or one statement that
/// stands alone.
///
/// @param time when its commit began, in seconds since 1970, by the server's clock
/// @param start offset of its first event in its file
/// @param end offset after its last event
public record Group(Gtid gtid, long time, long start, long end) {}
