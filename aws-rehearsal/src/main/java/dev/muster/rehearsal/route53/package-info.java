/// Route 53: hosted zones, records and health checks; a control plane in us-east-1, and a name
/// server and checkers that go on without it.
///
/// May depend on `wire`, `world` and `server`, and on dnsjava for the messages of DNS. Start
/// reading at [Route53], which lists the operations; [Answers] decides what a name stands for now.
@NullMarked
package dev.muster.rehearsal.route53;

import org.jspecify.annotations.NullMarked;
