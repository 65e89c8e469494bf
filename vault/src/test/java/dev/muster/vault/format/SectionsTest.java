package dev.muster.vault.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ExtendedAttribute;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileOwner;
import dev.muster.model.FileStamp;
import dev.muster.model.MusterException;
import dev.muster.model.SpecialFile;
import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SectionsTest {
    private static final ObjectHash OWN = new ObjectHash(9, 9, 9, 9);

    /// A leaf whose pages lie in runs of some blobs.
    private static PageLeaf leaf(Random random) {
        int pageSize = 512 << random.nextInt(6);
        int length = 1 + random.nextInt(Math.min(PageLeaf.SPAN, pageSize * 300));
        int pages = Math.ceilDiv(length, pageSize);
        long[] hashes = random.longs(pages).toArray();
        BlobRef[] blobs = new BlobRef[pages];
        int[] offsets = new int[pages];
        ObjectHash pack = Cases.hash(random);
        BlobRef blob = Cases.ref(random, pack, pageSize * pages);
        int offset = 0;
        for (int page = 0; page < pages; page++) {
            if (random.nextInt(10) == 0) {
                pack = random.nextBoolean() ? Cases.hash(random) : pack;
                blob = Cases.ref(random, pack, pageSize * pages);
                offset = 0;
            }
            blobs[page] = blob;
            offsets[page] = offset;
            offset += pageSize;
        }
        return new PageLeaf(pageSize, length, hashes, blobs, offsets);
    }

    /// The base with some pages elsewhere, and maybe of another length.
    private static PageLeaf changed(Random random, PageLeaf base) {
        int size = base.pageSize();
        int length = base.length();
        if (random.nextInt(3) == 0) {
            length = 1 + random.nextInt(Math.min(PageLeaf.SPAN, base.length() * 2));
        }
        int pages = Math.ceilDiv(length, size);
        long[] hashes = new long[pages];
        BlobRef[] blobs = new BlobRef[pages];
        int[] offsets = new int[pages];
        BlobRef blob = Cases.ref(random, Cases.hash(random), size * pages);
        int offset = 0;
        for (int page = 0; page < pages; page++) {
            boolean same =
                    page < base.pages()
                            && base.pageLength(page) == Math.min(size, length - page * size)
                            && random.nextInt(5) > 0;
            hashes[page] = same ? base.hash(page) : random.nextLong();
            blobs[page] = same ? base.blob(page) : blob;
            offsets[page] = same ? base.offset(page) : offset;
            offset += same ? 0 : size;
        }
        return new PageLeaf(size, length, hashes, blobs, offsets);
    }

    @Test
    void leavesOfPagesComeBackWholeAndAsPatches() {
        Cases.of(
                300,
                random -> {
                    PageLeaf base = leaf(random);
                    assertThat(PageLeaf.decode("leaf", base.encode(), OWN)).isEqualTo(base);
                    PageLeaf next = changed(random, base);
                    BlobRef ref = Cases.ref(random, Cases.hash(random), 100);
                    byte[] patch = next.encodePatch(base, ref);
                    assertThat(PageLeaf.base("patch", patch, OWN)).contains(ref);
                    assertThat(PageLeaf.base("leaf", base.encode(), OWN)).isEmpty();
                    assertThat(PageLeaf.decodePatch("patch", patch, OWN, base)).isEqualTo(next);
                });
    }

    @Test
    void runsCoverALeafWithoutGaps() {
        Cases.of(
                100,
                random -> {
                    PageLeaf leaf = leaf(random);
                    int at = 0;
                    for (PageLeaf.Run run : leaf.runs()) {
                        assertThat(run.at()).isEqualTo(at);
                        assertThat(run.blob()).isEqualTo(leaf.blob(at / leaf.pageSize()));
                        at += run.length();
                    }
                    assertThat(at).isEqualTo(leaf.length());
                });
    }

    @Test
    void aFewChangedPagesMakeASmallPatch() {
        Random random = new Random(1);
        long[] hashes = random.longs(1024).toArray();
        BlobRef[] blobs = new BlobRef[1024];
        int[] offsets = new int[1024];
        for (int page = 0; page < 1024; page++) {
            boolean first = page % 16 == 0;
            blobs[page] =
                    first ? Cases.ref(random, Cases.hash(random), 128 << 10) : blobs[page - 1];
            offsets[page] = page % 16 * 8192;
        }
        PageLeaf base = new PageLeaf(8192, PageLeaf.SPAN, hashes, blobs, offsets);
        long[] changed = hashes.clone();
        changed[77] = 5;
        PageLeaf next = new PageLeaf(8192, PageLeaf.SPAN, changed, blobs, offsets);
        assertThat(next.pagesUnlike(base)).isEqualTo(1);
        assertThat(next.encodePatch(base, blobs[0])).hasSizeLessThan(160);
    }

    @Test
    void nodesLeavesListsAndRootsComeBack() {
        Cases.of(
                100,
                random -> {
                    List<BlobRef> refs = new ArrayList<>();
                    ObjectHash pack = Cases.hash(random);
                    for (int i = random.nextInt(200); i >= 0; i--) {
                        pack = random.nextInt(5) == 0 ? Cases.hash(random) : pack;
                        refs.add(Cases.ref(random, pack, random.nextInt(1 << 20)));
                    }
                    Node node = new Node(3, refs);
                    assertThat(Node.decode("node", node.encode(), OWN, 3)).isEqualTo(node);
                    StreamLeaf leaf = stream(random, refs);
                    assertThat(StreamLeaf.decode("leaf", leaf.encode(), OWN)).isEqualTo(leaf);
                    List<Listed> listed =
                            refs.stream().map(ref -> new Listed("b/" + ref.raw(), ref)).toList();
                    Root root =
                            new Root(
                                    Map.of("a", "b", "version", "18é"),
                                    random.nextBoolean(),
                                    listed);
                    ListGroup group = new ListGroup(listed);
                    assertThat(ListGroup.decode("group", group.encode(), OWN)).isEqualTo(group);
                    assertThat(Root.decode("root", root.encode(), OWN)).isEqualTo(root);
                    EntryList list = list(random, refs);
                    assertThat(EntryList.decode("list", list.encode(), OWN)).isEqualTo(list);
                });
    }

    private static StreamLeaf stream(Random random, List<BlobRef> refs) {
        return new StreamLeaf(
                refs.stream()
                        .<StreamLeaf.Part>map(ref ->
                                random.nextInt(4) == 0
                                        ? new StreamLeaf.Hole(random.nextLong(1L << 50))
                                        : new StreamLeaf.Chunk(ref))
                        .toList());
    }

    private static FileMetadata metadata(Random random) {
        Instant time = Instant.ofEpochSecond(random.nextLong(-1L << 33, 1L << 33), 999_999_999);
        List<ExtendedAttribute> extended = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            byte[] value = new byte[random.nextInt(100)];
            random.nextBytes(value);
            extended.add(new ExtendedAttribute("user.\udcff" + i, ByteBuffer.wrap(value)));
        }
        return new FileMetadata(
                random.nextInt(010000),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new FileOwner(random.nextInt(9), 4_294_967_295L, "ü", "")),
                random.nextBoolean() ? Optional.empty() : Optional.of(time),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new FileStamp(time, random.nextLong())),
                extended);
    }

    private static EntryList list(Random random, List<BlobRef> refs) {
        List<FileEntry> entries = new ArrayList<>();
        for (BlobRef ref : refs) {
            int height = random.nextInt(3) == 0 ? Tree.CHUNK : random.nextInt(3);
            Optional<Tree> tree = Optional.of(new Tree(height, ref));
            long size = 1 + random.nextLong(1L << 40);
            String path = "base/\udc80" + random.nextInt();
            boolean torn = random.nextBoolean();
            FileMetadata metadata = metadata(random);
            entries.add(
                    switch (random.nextInt(7)) {
                        case 0 -> new FileEntry.Folder(path, metadata);
                        case 1 -> new FileEntry.Link(path, metadata, "../\udc81/elsewhere");
                        case 2 -> new FileEntry.Plain(path, metadata, size, torn, tree);
                        case 3 ->
                                new FileEntry.Paged(
                                        path, metadata, 0, torn, 8192, Optional.empty());
                        case 4 -> new FileEntry.HardLink(path, metadata, "a/b");
                        case 5 ->
                                new FileEntry.Special(
                                        path,
                                        metadata,
                                        new SpecialFile(SpecialFile.Sort.BLOCK_DEVICE, 8, 1));
                        default -> new FileEntry.Paged(path, metadata, size, torn, 8192, tree);
                    });
        }
        return new EntryList(entries);
    }

    @Test
    void referencesIntoTheOwnPackAreFoundThere() {
        BlobRef own = new BlobRef(new ChunkId(1, 2, 3), ObjectHash.NONE, 10, 20, 30);
        Node node = new Node(1, List.of(own));
        assertThat(Node.decode("node", node.encode(), OWN, 1).children().getFirst().pack())
                .isEqualTo(OWN);
    }

    @Test
    void pathsThatLeaveTheFolderAreRefused() {
        for (String path : List.of("/etc/passwd", "../a", "a/../../b", "a//b", "", ".", "a\0b")) {
            byte[] list =
                    new EntryList(List.of(new FileEntry.Link(path, FileMetadata.ofMode(0), "a")))
                            .encode();
            assertThatThrownBy(() -> EntryList.decode("list", list, OWN))
                    .isInstanceOf(MusterException.class)
                    .extracting(thrown -> ((MusterException) thrown).code())
                    .isEqualTo(VaultErrors.BAD_PATH);
        }
    }

    @Test
    void damagedSectionsAreMalformedAndNothingWorse() {
        Cases.of(
                400,
                random -> {
                    PageLeaf base = leaf(random);
                    BlobRef ref = Cases.ref(random, OWN, 9);
                    damage(random, base.encode(), bytes -> PageLeaf.decode("x", bytes, OWN));
                    damage(
                            random,
                            changed(random, base).encodePatch(base, ref),
                            bytes -> PageLeaf.decodePatch("x", bytes, OWN, base));
                    EntryList list = list(random, List.of(ref, ref, ref));
                    damage(random, list.encode(), bytes -> EntryList.decode("x", bytes, OWN));
                    Listed listed = new Listed("a", ref);
                    byte[] root = new Root(Map.of("a", "b"), true, List.of(listed)).encode();
                    byte[] group = new ListGroup(List.of(listed, listed)).encode();
                    damage(random, group, bytes -> ListGroup.decode("x", bytes, OWN));
                    byte[] stream = stream(random, List.of(ref, ref, ref)).encode();
                    damage(random, stream, bytes -> StreamLeaf.decode("x", bytes, OWN));
                    damage(random, root, bytes -> Root.decode("x", bytes, OWN));
                    byte[] node = new Node(1, List.of(ref, ref)).encode();
                    damage(random, node, bytes -> Node.decode("x", bytes, OWN, 1));
                });
    }

    private static void damage(Random random, byte[] section, Consumer<byte[]> decode) {
        byte[] bytes = section.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(Math.min(bytes.length, 200))] = (byte) random.nextInt();
        }
        int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
        try {
            decode.accept(java.util.Arrays.copyOf(bytes, length));
        } catch (MusterException malformed) {
            assertThat(malformed.getMessage())
                    .startsWith(
                            malformed.code().equals(VaultErrors.MALFORMED) ? "x" : "the backup");
        }
    }
}
