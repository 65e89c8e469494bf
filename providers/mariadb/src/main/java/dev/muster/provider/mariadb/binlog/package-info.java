/// The format of MariaDB's binary log, as far as capture and replay need it: files, events, groups.
///
/// Nothing is read or touched here; bytes come in and facts come out. May depend on `model` and the
/// provider's own `kind`. Start reading at [BinlogFile] and [GroupWalk].
@NullMarked
package dev.muster.provider.mariadb.binlog;

import org.jspecify.annotations.NullMarked;
