package dev.muster.bench;

/// What a program used.
///
/// @param wall seconds from start to end
/// @param processor seconds of all its processors
/// @param memory the most that it had resident, in MiB
record Usage(double wall, double processor, double memory) {}
