package dev.muster.engine.kill;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Plans;
import dev.muster.engine.embedded.EmbeddedDriver;
import dev.muster.engine.embedded.RunResult;
import dev.muster.engine.journal.JournalFolder;
import dev.muster.engine.shell.StepContext;
import dev.muster.engine.shell.StepHandler;
import dev.muster.plan.Step;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Outcome;
import dev.muster.record.RunStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A controller in a process of its own, to be killed. Its steps add a line to the file `effects`;
/// even ones are not repeatable and can be looked at, odd ones are repeatable and cannot.
final class Controller {
    private static final int STEPS = 24;

    private final Path home;
    private final FolderLedger ledger;

    private Controller(Path home) {
        this.home = home;
        this.ledger = new FolderLedger(home, Controller::point);
    }

    /// Tells the outside that something durable is about to happen or has happened.
    private static void point() {
        System.out.write('.');
        System.out.flush();
    }

    static RunStart start(long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            List<String> after = new ArrayList<>();
            for (int edges = random.nextInt(3); edges > 0 && i > 0; edges--) {
                after.add("s" + random.nextInt(i));
            }
            steps.add(
                    Plans.step(
                            "s" + i,
                            dev.muster.model.LateEffect.IDEMPOTENT,
                            i % 2 == 1,
                            after.stream().distinct().toArray(String[]::new)));
        }
        return Plans.run(Plans.RUN, Plans.policy(4, 3), steps);
    }

    /// @param args home, folder of the journals, seed
    public static void main(String[] args) {
        Controller controller = new Controller(Path.of(args[0]));
        FastTiming timing = new FastTiming(1);
        RunResult result =
                new EmbeddedDriver(
                                new JournalFolder(Path.of(args[1]), timing),
                                controller.ledger,
                                _ -> controller.new Handler(),
                                timing,
                                () -> 0.5)
                        .start(start(Long.parseLong(args[2])), _ -> {})
                        .await();
        boolean good = result.record().end() == EndState.SUCCEEDED;
        if (!good) {
            System.err.println(result);
        }
        System.exit(good ? 0 : 1);
    }

    private final class Handler implements StepHandler {
        @Override
        public Outcome run(StepContext step) throws InterruptedException {
            String id = step.step().id().value();
            if (ledger.has(step.token())) {
                write("wrong", id + " ran after its receipt");
            }
            point();
            write("effects", id);
            point();
            step.timing().pause(java.time.Duration.ofMillis(1));
            return new Outcome.Done(Details.NONE);
        }

        @Override
        public Probed probe(StepContext step) {
            if (step.step().repeatable()) {
                return new Probed.CannotTell("nobody looks");
            }
            try {
                Path effects = home.resolve("effects");
                boolean seen =
                        Files.exists(effects)
                                && Files.readAllLines(effects).contains(step.step().id().value());
                return seen ? new Probed.Done(Details.NONE) : new Probed.NotDone();
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    }

    /// One write, so that a killed process leaves a whole line or none.
    private void write(String file, String line) {
        try (FileChannel channel =
                FileChannel.open(
                        home.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
