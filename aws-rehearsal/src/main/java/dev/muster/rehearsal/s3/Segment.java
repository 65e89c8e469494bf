package dev.muster.rehearsal.s3;

/// A file with a part of an object's content, or all of it.
record Segment(String file, long length) {}
