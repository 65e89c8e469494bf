package dev.muster.vault.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.muster.model.MusterException;
import dev.muster.vault.format.log.HistoryFile;
import dev.muster.vault.format.log.LogFoot;
import dev.muster.vault.format.log.LogHead;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Feeds parsers with what nobody would write. They refuse it by the one exception that says so,
/// and never take memory for what an object only claims to hold.
///
/// `-Dmuster.soak=vault` feeds each a million; `-Dmuster.seed=N` repeats.
class FuzzTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final int INPUTS = SOAK ? 1_000_000 : 12_000;
    private static final ObjectHash OWN = new ObjectHash(1, 2, 3, 4);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Random random = new Random(SEED);

    /// @param checked whether its last eight bytes are a checksum, which is set right after a
    ///   change
    private record Target(String name, byte[] valid, boolean checked, Parser parser) {}

    private interface Parser {
        void parse(byte[] object);
    }

    private static VaultNumber vault;

    private List<Target> targets() throws Exception {
        List<Target> targets = new ArrayList<>();
        URL found = FuzzTest.class.getResource("/golden-" + ObjectKind.FORMAT_NAME);
        Path golden = Path.of(Objects.requireNonNull(found).toURI());
        Path objects = golden.resolve("vault");
        vault = Config.decode(Files.readAllBytes(objects.resolve("config"))).number();
        try (Stream<Path> files = Files.walk(objects)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = objects.relativize(file).toString();
                stored(name, Files.readAllBytes(file)).ifPresent(targets::add);
            }
        }
        SessionId id = new SessionId(7, 8);
        List<ObjectHash> packs = List.of(OWN, Cases.hash(random));
        List<String> names = List.of("commits/a/1-2", "logs/b");
        add(
                targets,
                new Condemned(vault, id, packs, names).encode(),
                Condemned.object(id),
                object -> Condemned.decode(Condemned.object(id), object, vault));
        add(
                targets,
                new CondemnedTaken(vault, id, "ab", packs, names).encode(),
                CondemnedTaken.object(id),
                object -> CondemnedTaken.decode(CondemnedTaken.object(id), object, vault));
        add(
                targets,
                new CondemnedWaits(vault, id, List.of(id, id)).encode(),
                CondemnedWaits.object(id),
                object -> CondemnedWaits.decode(CondemnedWaits.object(id), object, vault));
        Removed removed = new Removed(vault, "commits/a/1-2", OWN);
        add(
                targets,
                removed.encode(),
                removed.object(),
                object -> Removed.decode(removed.object(), object, vault));
        DamageMark mark = new DamageMark(vault, OWN);
        add(
                targets,
                mark.encode(),
                mark.object(),
                object -> DamageMark.decode(mark.object(), object, vault));
        sections(targets);
        return targets;
    }

    private static void add(List<Target> to, byte[] valid, String name, Parser parser) {
        parser.parse(valid);
        to.add(new Target(name, valid, true, parser));
    }

    /// The parser that an object's name asks for, past its signature.
    private static java.util.Optional<Target> stored(String name, byte[] valid) {
        String kind = name.substring(0, name.contains("/") ? name.indexOf('/') : name.length());
        Parser parser =
                switch (kind) {
                    case "commits" ->
                            name.endsWith("/number")
                                    ? object -> Claim.decode(ObjectKind.NUMBER, name, object, vault)
                                    : record(name, valid);
                    case "sessions" ->
                            name.endsWith("/end")
                                    ? object -> SessionEnd.decode(name, object, vault)
                                    : object -> SessionBegin.decode(name, object, vault);
                    case "packs" -> object -> PackHead.decode(name, object);
                    case "index" -> object -> IndexSegment.packs(name, object);
                    case "histories" ->
                            object ->
                                    HistoryFile.decode(
                                            new SignedObject(ObjectKind.HISTORY, name, object));
                    case "logs" ->
                            object -> {
                                LogHead.decode(name, object);
                                LogFoot.decode(name, object);
                            };
                    case "config" -> Config::decode;
                    case "program" ->
                            ProgramSignature.isSignature(name)
                                    ? object ->
                                            ProgramSignature.decode(
                                                    new SignedObject(
                                                            ObjectKind.PROGRAM, name, object),
                                                    vault)
                                    : null;
                    default -> null;
                };
        if (parser == null) {
            return java.util.Optional.empty();
        }
        parser.parse(valid);
        boolean checked = name.endsWith("/number") || kind.equals("sessions");
        return java.util.Optional.of(new Target(name, valid, checked, parser));
    }

    private static Parser record(String name, byte[] valid) {
        return ObjectKind.REWRITE.is(valid)
                ? object ->
                        Rewrite.decode(new SignedObject(ObjectKind.REWRITE, name, object), vault)
                : object ->
                        Commit.decode(
                                name, new SignedObject(ObjectKind.COMMIT, name, object), vault);
    }

    private void sections(List<Target> targets) {
        byte[] random100 = Cases.bytes(random, 100);
        List<Parser> parsers =
                List.of(
                        section -> Root.decode("root", section, OWN),
                        section -> EntryList.decode("entries", section, OWN),
                        section -> ListGroup.decode("lists", section, OWN),
                        section -> StreamLeaf.decode("stream", section, OWN),
                        section -> Node.decode("node", section, OWN, 1),
                        section -> PageLeaf.decode("pages", section, OWN));
        for (int sort = 0; sort < 9; sort++) {
            byte[] section = random100.clone();
            section[0] = 60;
            section[1] = (byte) sort;
            for (Parser parser : parsers) {
                targets.add(new Target("section of sort " + sort, section, false, parser));
            }
        }
    }

    @Test
    void nothingThatIsFedMakesAParserCrashHangOrTakeMemory() throws Exception {
        List<Target> targets = targets();
        assertThat(targets).hasSizeGreaterThan(40);
        long refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            Target target = targets.get(random.nextInt(targets.size()));
            byte[] object = spoilt(target);
            if (isRefused(target, object, i)) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(INPUTS / 3);
    }

    private static boolean isRefused(Target target, byte[] object, int input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean refused = false;
        try {
            target.parser().parse(object);
        } catch (MusterException refusal) {
            refused = true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(target.name() + ", input " + input + " of seed " + SEED, e);
        }
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(taken)
                .as(
                        "%s of %d bytes, input %d of seed %d",
                        target.name(), object.length, input, SEED)
                .isLessThan(3_000_000 + 200L * object.length);
        return refused;
    }

    private byte[] spoilt(Target target) {
        byte[] object = target.valid().clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object = spoilt(object);
        }
        if (target.checked() && object.length > 8 && random.nextInt(8) > 0) {
            byte[] hash = ObjectHash.of(object, 0, object.length - 8).toBytes();
            System.arraycopy(hash, 0, object, object.length - 8, 8);
        }
        return object;
    }

    /// Small and very large numbers where a length may stand, and cuts.
    private byte[] spoilt(byte[] object) {
        if (object.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(Math.min(object.length, 4096));
        switch (random.nextInt(6)) {
            case 0 -> object[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> object[at] = (byte) random.nextInt();
            case 2 ->
                    Arrays.fill(
                            object,
                            at,
                            Math.min(object.length, at + 1 + random.nextInt(9)),
                            (byte) -1);
            case 3 -> Arrays.fill(object, at, Math.min(object.length, at + 4), (byte) 0x7f);
            case 4 -> {
                return Arrays.copyOf(object, at);
            }
            default -> {
                return Arrays.copyOf(object, object.length + random.nextInt(40));
            }
        }
        return object;
    }
}
