package dev.muster.rehearsal.route53;

import java.time.Instant;

/// A change that was accepted, and is on all name servers some time later.
record Submitted(String id, String account, Instant at, String comment) {}
