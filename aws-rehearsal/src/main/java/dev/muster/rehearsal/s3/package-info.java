/// S3: buckets in their regions, objects with all their versions, and what protects, copies and
/// expires them.
///
/// May depend on `wire`, `world` and `server`. Start reading at [S3], which lists the operations;
/// [Objects] holds what is stored, and everything that changes it.
@NullMarked
package dev.muster.rehearsal.s3;

import org.jspecify.annotations.NullMarked;
