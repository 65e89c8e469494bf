/// What people sign when they approve, and who did. Pure; may depend on what the record may depend
/// on. Start reading at [ApprovalRequest].
@NullMarked
package dev.muster.record.approval;

import org.jspecify.annotations.NullMarked;
