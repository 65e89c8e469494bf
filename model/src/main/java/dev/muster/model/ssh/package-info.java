/// Public keys and signatures of OpenSSH, so that people sign with what they have: a key file, an
/// agent, `ssh-keygen -Y sign` on a machine far away. Pure; may depend on the rest of `model`.
///
/// No library is used: what there is either opens connections, too, or does not know signatures of
/// files. The form is small, and described in OpenSSH's `PROTOCOL.sshsig`; the mathematics is the
/// JDK's. Start reading at [SshSignature].
@NullMarked
package dev.muster.model.ssh;

import org.jspecify.annotations.NullMarked;
