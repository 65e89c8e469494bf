package dev.muster.app;

import dev.muster.cli.Program;
import dev.muster.cli.VerbList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A program for tests whose only verb waits for ever. With `STUBBORN` set it does not end when it
/// is interrupted either.
final class WaitingMain {
    private WaitingMain() {}

    public static void main(String[] args) {
        VerbList verbs =
                new VerbList(
                        call -> {
                            call.resumeWith("run r-1 waits: muster run resume r-1");
                            call.screen().say("ready");
                            while (true) {
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    if (call.around().environment().containsKey("STUBBORN")) {
                                        continue;
                                    }
                                    call.screen().say("put in order");
                                    throw e;
                                }
                            }
                        },
                        List.of());
        System.exit(new Program(verbs, ThisProcess.surroundings()).run(args));
    }
}
