package dev.muster.cli;

import dev.muster.cli.screen.Screen;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Ctrl-C: once interrupts the worker, which leaves everything in order; twice ends at once.
///
/// The end of a terminal session and a polite kill count as Ctrl-C.
final class Interrupts implements AutoCloseable {
    private final Thread worker;
    private final Screen screen;
    private final IntConsumer halt;
    private final AtomicInteger count = new AtomicInteger();

    Interrupts(Thread worker, Screen screen, IntConsumer halt) {
        this.worker = worker;
        this.screen = screen;
        this.halt = halt;
    }

    static Interrupts watch(Thread worker, Screen screen) {
        Interrupts interrupts = new Interrupts(worker, screen, Runtime.getRuntime()::halt);
        List.of("INT", "TERM", "HUP").forEach(interrupts::watch);
        return interrupts;
    }

    /// The JDK has no public way to see a second Ctrl-C: a shutdown hook runs once.
    /// `sun.misc.Signal` is exported by `jdk.unsupported` for this, and reached by reflection,
    /// because the compiler warns of it in a way that cannot be turned off.
    private void watch(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call =
                    (proxy, method, args) -> {
                        happen();
                        return null;
                    };
            Object proxy =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(), new Class<?>[] {handler}, call);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // a JVM without signals still ends on Ctrl-C, only less politely
            screen.detail("Ctrl-C cannot be caught here: " + e);
        }
    }

    void happen() {
        if (count.incrementAndGet() > 1) {
            halt.accept(Program.INTERRUPTED);
            return;
        }
        screen.say("stopping; Ctrl-C again stops at once");
        worker.interrupt();
    }

    boolean happened() {
        return count.get() > 0;
    }

    /// Whether an error only says that the work was interrupted.
    static boolean isOutcomeOf(Throwable error) {
        for (Throwable it = error; it != null; it = it.getCause()) {
            if (it instanceof InterruptedException || it instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    /// What comes now is no longer interrupted.
    @Override
    public void close() {
        Thread.interrupted();
    }
}
