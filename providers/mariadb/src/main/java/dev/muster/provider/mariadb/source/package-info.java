/// The server that is protected, or a restored one, as it is reached by SQL.
///
/// May depend on `kind` and the library that speaks MariaDB's protocol. Start reading at [Endpoint]
/// and [Sql].
@NullMarked
package dev.muster.provider.mariadb.source;

import org.jspecify.annotations.NullMarked;
