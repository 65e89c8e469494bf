package dev.muster.vault.repository;

import dev.muster.vault.format.Aead;
import java.util.concurrent.atomic.AtomicBoolean;

/// Gets AES-GCM compiled while bulk work begins.
///
/// The JDK's intrinsic starts only once the method was compiled, and large calls into the
/// interpreter take seconds for what takes milliseconds afterwards; many small calls get there
/// soon.
final class GcmWarmUp {
    private static final int OPERATIONS = 10_000;
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private GcmWarmUp() {}

    static void start() {
        if (!STARTED.get() && STARTED.compareAndSet(false, true)) {
            Thread thread = new Thread(GcmWarmUp::run, "vault-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run() {
        // nothing secret is ever sealed with this key
        Aead aead = new Aead(new byte[Aead.KEY]);
        byte[] aad = new byte[16];
        byte[] plain = new byte[512];
        byte[] sealed = new byte[plain.length + Aead.TAG];
        for (int i = 0; i < OPERATIONS; i++) {
            aead.seal(i, aad, plain, plain.length, sealed, 0);
            if (aead.open(i, aad, sealed).isEmpty()) {
                throw new IllegalStateException("AES-GCM does not open what it sealed");
            }
        }
    }
}
