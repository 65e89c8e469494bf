package dev.muster.vault.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.vault.store.VaultStore.Put;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store keeps to, whatever lies behind it. A store has a test that extends this.
public abstract class VaultStoreContract {
    private static final byte[] ONE = {1, 2, 3, 4};
    private static final byte[] TWO = {9};

    private VaultStore store;

    /// A store on an empty place.
    protected abstract VaultStore fresh();

    /// Another store on the same place, as another process has it.
    protected abstract VaultStore again();

    @BeforeEach
    void begin() {
        store = fresh();
    }

    @Test
    void anObjectIsStoredOnceAndNeverReplaced() {
        assertThat(store.putIfAbsent("packs/ab/abcd", ONE)).isEqualTo(Put.STORED);
        assertThat(store.putIfAbsent("packs/ab/abcd", TWO)).isEqualTo(Put.EXISTS);
        assertThat(store.putIfAbsent("packs/ab/abcd", ONE)).isEqualTo(Put.EXISTS);
        assertThat(store.get("packs/ab/abcd")).contains(ONE);
        assertThat(store.exists("packs/ab/abcd")).isTrue();
        assertThat(store.view("packs/ab/abcd").map(view -> view.get(3)))
                .as("a mapped file, or none")
                .isIn(Optional.empty(), Optional.of((byte) 4));
    }

    @Test
    void whatOneStoredAnotherSees() {
        VaultStore other = again();
        assertThat(other.get("a/b")).isEmpty();
        store.putIfAbsent("a/b", ONE);
        assertThat(other.get("a/b")).contains(ONE);
        assertThat(other.putIfAbsent("a/b", TWO)).isEqualTo(Put.EXISTS);
        other.delete("a/b");
        assertThat(store.exists("a/b")).isFalse();
        assertThat(store.putIfAbsent("a/b", TWO)).isEqualTo(Put.STORED);
    }

    @Test
    void ofManyWritersOfOneNameExactlyOneWins() {
        VaultStore other = again();
        for (int round = 0; round < 5; round++) {
            String name = "runs/r/epochs/" + round;
            List<Put> puts =
                    atOnce(
                            8,
                            writer ->
                                    (writer % 2 == 0 ? store : other)
                                            .putIfAbsent(name, racing(writer)));
            assertThat(puts.stream().filter(Put.STORED::equals)).hasSize(1);
            assertThat(store.get(name)).contains(racing(puts.indexOf(Put.STORED)));
        }
    }

    /// Large enough for the writers to meet.
    private static byte[] racing(int writer) {
        byte[] content = new byte[100_000 + writer];
        Arrays.fill(content, (byte) writer);
        return content;
    }

    @Test
    void rangesEndWhereTheObjectEnds() {
        store.putIfAbsent("a", ONE);
        assertThat(store.range("a", 0, 4)).contains(ONE);
        assertThat(store.range("a", 1, 2)).contains(new byte[] {2, 3});
        assertThat(store.range("a", 3, 9)).contains(new byte[] {4});
        assertThat(store.range("a", 0, Integer.MAX_VALUE)).contains(ONE);
        assertThat(store.range("a", 2, Integer.MAX_VALUE)).contains(new byte[] {3, 4});
        assertThat(store.range("a", 4, 1)).contains(new byte[0]);
        assertThat(store.range("a", 9, 9)).contains(new byte[0]);
        assertThat(store.range("a", 1, 0)).contains(new byte[0]);
    }

    @Test
    void anEmptyObjectIsAnObject() {
        assertThat(store.putIfAbsent("a", new byte[0])).isEqualTo(Put.STORED);
        assertThat(store.putIfAbsent("a", ONE)).isEqualTo(Put.EXISTS);
        assertThat(store.get("a")).contains(new byte[0]);
        assertThat(store.range("a", 0, 9)).contains(new byte[0]);
        assertThat(store.exists("a")).isTrue();
        assertThat(store.list("")).extracting(StoredObject::bytes).containsExactly(0L);
    }

    @Test
    void whatIsAbsentIsNoError() {
        assertThat(store.get("a/b")).isEmpty();
        assertThat(store.range("a/b", 0, 1)).isEmpty();
        assertThat(store.range("a/b", 7, 0)).isEmpty();
        assertThat(store.view("a/b")).isEmpty();
        assertThat(store.exists("a/b")).isFalse();
        assertThat(store.list("a/")).isEmpty();
        store.delete("a/b");
        store.setAside("a/b");
        store.sweep();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void listsWhatLiesBelowAPrefixInOrder() {
        store.putIfAbsent("b/2", ONE);
        store.putIfAbsent("b/1/x", TWO);
        store.putIfAbsent("b-1/x", TWO);
        store.putIfAbsent("bb/x", TWO);
        store.putIfAbsent("c", ONE);
        assertThat(store.list(""))
                .extracting(StoredObject::name)
                .containsExactly("b-1/x", "b/1/x", "b/2", "bb/x", "c");
        assertThat(store.list("b/")).extracting(StoredObject::name).containsExactly("b/1/x", "b/2");
        assertThat(store.list("b/")).extracting(StoredObject::bytes).containsExactly(1L, 4L);
        assertThat(store.list("none/")).isEmpty();
    }

    @Test
    void aListIsWholeHoweverLongItIs() {
        List<String> names =
                IntStream.range(0, 60).mapToObj(i -> "logs/%02d/%d".formatted(i, i)).toList();
        atOnce(names.size(), i -> store.putIfAbsent(names.get(i), ONE));
        assertThat(store.list("logs/"))
                .extracting(StoredObject::name)
                .containsExactlyElementsOf(names);
    }

    @Test
    void namesMayHoldAllThatIsAllowed() {
        List<String> names =
                List.of(
                        "histories/a/%2Eb%20c%25/x.y",
                        "keys/Source_1-2/a..b", "x/" + "n".repeat(200) + "/" + "m".repeat(200));
        names.forEach(
                name -> assertThat(store.putIfAbsent(name, name.getBytes())).isEqualTo(Put.STORED));
        names.forEach(name -> assertThat(store.get(name)).contains(name.getBytes()));
        assertThat(store.list(""))
                .extracting(StoredObject::name)
                .containsExactlyElementsOf(names.stream().sorted().toList());
    }

    @Test
    void otherNamesAreRefused() {
        for (String name : new String[] {"", "../a", "a/../b", "/a", "a//b", ".x/y", "a/", "a b"}) {
            assertThatThrownBy(() -> store.get(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.exists(name))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.putIfAbsent(name, ONE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.delete(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBufferIsStoredFromItsPositionAndLeftAsItIs() {
        ByteBuffer direct = ByteBuffer.allocateDirect(6).put(new byte[] {0, 1, 2, 3, 4, 0}).flip();
        direct.position(1).limit(5);
        assertThat(store.putIfAbsent("direct", direct)).isEqualTo(Put.STORED);
        ByteBuffer sealed = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 0}, 1, 4).asReadOnlyBuffer();
        assertThat(store.putIfAbsent("sealed", sealed)).isEqualTo(Put.STORED);
        assertThat(direct.position()).isEqualTo(1);
        assertThat(sealed.remaining()).isEqualTo(4);
        assertThat(store.get("direct")).contains(ONE);
        assertThat(store.get("sealed")).contains(ONE);
    }

    @Test
    void largeObjectsAreStoredAndReadWholeAndInParts() {
        byte[] content = new byte[(24 << 20) + 4321];
        new Random(7).nextBytes(content);
        assertThat(store.putIfAbsent("packs/aa/large", content)).isEqualTo(Put.STORED);
        assertThat(store.putIfAbsent("packs/aa/large", content)).isEqualTo(Put.EXISTS);
        assertThat(Arrays.equals(store.get("packs/aa/large").orElseThrow(), content)).isTrue();
        List<Optional<byte[]>> parts =
                atOnce(24, i -> store.range("packs/aa/large", (long) i << 20, 1 << 20));
        for (int i = 0; i < 24; i++) {
            byte[] expected = Arrays.copyOfRange(content, i << 20, (i + 1) << 20);
            assertThat(Arrays.equals(parts.get(i).orElseThrow(), expected)).isTrue();
        }
        assertThat(store.range("packs/aa/large", 24L << 20, 1 << 20).orElseThrow()).hasSize(4321);
        assertThat(store.list("packs/"))
                .extracting(StoredObject::bytes)
                .containsExactly((long) content.length);
    }

    @Test
    void nobodySeesHalfAnObject() {
        VaultStore other = again();
        byte[] content = new byte[12 << 20];
        new Random(8).nextBytes(content);
        AtomicBoolean done = new AtomicBoolean();
        List<Integer> seen =
                atOnce(
                        2,
                        who -> {
                            if (who == 0) {
                                try {
                                    store.putIfAbsent("a/b", content);
                                } finally {
                                    done.set(true);
                                }
                                return content.length;
                            }
                            int wrong = 0;
                            while (!done.get()) {
                                wrong +=
                                        other.get("a/b")
                                                        .filter(b -> !Arrays.equals(b, content))
                                                        .isPresent()
                                                ? 1
                                                : 0;
                                wrong +=
                                        other.list("a/").stream()
                                                        // a server may list its own drafts
                                                        .filter(it -> it.name().equals("a/b"))
                                                        .anyMatch(
                                                                it -> it.bytes() != content.length)
                                                ? 1
                                                : 0;
                            }
                            return wrong;
                        });
        assertThat(seen.get(1)).isZero();
        assertThat(store.exists("a/b")).isTrue();
    }

    @Test
    void whatIsSetAsideFreesItsNameAndStaysBelowCorrupt() {
        store.putIfAbsent("a/b", ONE);
        store.setAside("a/b");
        store.setAside("a/b");
        assertThat(store.exists("a/b")).isFalse();
        assertThat(store.putIfAbsent("a/b", TWO)).isEqualTo(Put.STORED);
        store.setAside("a/b");
        List<String> aside = store.list("corrupt/a/").stream().map(StoredObject::name).toList();
        assertThat(aside).hasSize(2).allMatch(name -> name.startsWith("corrupt/a/b."));
        assertThat(aside.stream().map(name -> store.get(name).orElseThrow().length))
                .containsExactlyInAnyOrder(4, 1);
        aside.forEach(store::delete);
        aside.forEach(store::delete);
        assertThat(store.list("")).isEmpty();
    }

    /// Runs the work for 0, 1, ... at the same time.
    private static <T> List<T> atOnce(int count, Work<T> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                calls.add(() -> work.of(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private interface Work<T> {
        T of(int number);
    }
}
