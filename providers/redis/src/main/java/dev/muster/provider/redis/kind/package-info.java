/// What the core must know of Redis: settings, steps, estimates, findings, errors.
///
/// Pure; may depend on `kind` and `model` of Muster. Start reading at [RedisKind].
@NullMarked
package dev.muster.provider.redis.kind;

import org.jspecify.annotations.NullMarked;
