/// A base backup and captured log as what PostgreSQL's own tools read: which log a target needs,
/// the files that it lies in, and the settings that bring a data folder to the target.
///
/// Pure: may depend on the provider's `log` and `kind`, and on values of `provider-api`. Start
/// reading at [ReplayPlanner]; [ReplayFile] and [ReplaySettings] are what is written.
@NullMarked
package dev.muster.provider.postgresql.export;

import org.jspecify.annotations.NullMarked;
