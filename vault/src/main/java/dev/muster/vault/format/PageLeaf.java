package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// 8 MiB of a file made of pages: where each page's bytes lie, and each page's hash.
///
/// Encoded whole (runs of pages that lie one after another) or as a patch to a leaf that is encoded
/// whole.
public final class PageLeaf {
    /// How much of a file a leaf covers.
    public static final int SPAN = 8 << 20;

    static final int WHOLE = 1;
    static final int PATCH = 2;

    private final int pageSize;
    private final int length;
    private final long[] hashes;
    private final BlobRef[] blobs;
    private final int[] offsets;

    /// @param length bytes covered, at most [#SPAN]; the last page may be short
    /// @param hashes for each page its hash
    /// @param blobs for each page the blob that holds it
    /// @param offsets for each page where it begins in the opened blob
    public PageLeaf(int pageSize, int length, long[] hashes, BlobRef[] blobs, int[] offsets) {
        this.pageSize = pageSize;
        this.length = length;
        this.hashes = hashes;
        this.blobs = blobs;
        this.offsets = offsets;
    }

    /// Whether files may have pages of this size.
    public static boolean isPageSize(int size) {
        return size >= 512 && size <= 128 << 10 && Integer.bitCount(size) == 1;
    }

    public int pageSize() {
        return pageSize;
    }

    public int length() {
        return length;
    }

    public int pages() {
        return hashes.length;
    }

    public int pageLength(int page) {
        return Math.min(pageSize, length - page * pageSize);
    }

    public long hash(int page) {
        return hashes[page];
    }

    public BlobRef blob(int page) {
        return blobs[page];
    }

    public int offset(int page) {
        return offsets[page];
    }

    /// A stretch of the file that lies in one piece in one blob.
    ///
    /// @param at first byte, from the leaf's beginning
    /// @param length bytes
    /// @param blob where they are
    /// @param offset their first byte in the opened blob
    public record Run(int at, int length, BlobRef blob, int offset) {}

    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int page = 0;
        while (page < pages()) {
            int first = page;
            int size = pageLength(page++);
            while (page < pages()
                    && blobs[page].equals(blobs[first])
                    && offsets[page] == offsets[first] + size) {
                size += pageLength(page++);
            }
            runs.add(new Run(first * pageSize, size, blobs[first], offsets[first]));
        }
        return runs;
    }

    /// How many pages have other bytes than the base's.
    public int pagesUnlike(PageLeaf base) {
        int count = 0;
        for (int page = 0; page < pages(); page++) {
            count += isLike(base, page) ? 0 : 1;
        }
        return count;
    }

    public boolean isLike(PageLeaf base, int page) {
        return page < base.pages()
                && base.hashes[page] == hashes[page]
                && base.pageLength(page) == pageLength(page);
    }

    public byte[] encode() {
        List<Run> runs = runs();
        Map<BlobRef, Integer> places = new LinkedHashMap<>();
        runs.forEach(run -> places.putIfAbsent(run.blob(), places.size()));
        SectionWriter section = new SectionWriter(WHOLE, pages() * 9 + 16);
        Encoder out = section.body().varint(pageSize).varint(length);
        section.refs(places.keySet(), places.size());
        out.varint(runs.size());
        for (Run run : runs) {
            out.varint(place(places, run.blob())).varint(run.offset()).varint(run.length());
        }
        for (long hash : hashes) {
            out.u64(hash);
        }
        return section.toBytes();
    }

    /// @param base the whole leaf that this one is told by
    /// @param baseRef where that lies
    public byte[] encodePatch(PageLeaf base, BlobRef baseRef) {
        Map<BlobRef, Integer> places = new LinkedHashMap<>();
        for (int page = 0; page < pages(); page++) {
            if (!isLike(base, page)) {
                places.putIfAbsent(blobs[page], places.size());
            }
        }
        SectionWriter out = new SectionWriter(PATCH);
        out.body().varint(pageSize).varint(length);
        out.ref(baseRef);
        out.refs(places.keySet(), places.size());
        patches(out.body(), base, places);
        return out.toBytes();
    }

    private void patches(Encoder out, PageLeaf base, Map<BlobRef, Integer> places) {
        Encoder runs = new Encoder();
        int count = 0;
        int done = 0;
        int page = 0;
        while (page < pages()) {
            if (isLike(base, page)) {
                page++;
                continue;
            }
            int first = page++;
            while (page < pages() && !isLike(base, page) && follows(first, page)) {
                page++;
            }
            runs.varint(first - done).varint(page - first);
            runs.varint(place(places, blobs[first])).varint(offsets[first]);
            for (int i = first; i < page; i++) {
                runs.u64(hashes[i]);
            }
            done = page;
            count++;
        }
        out.varint(count).raw(runs.toBytes());
    }

    private boolean follows(int first, int page) {
        return blobs[page].equals(blobs[first])
                && offsets[page] == offsets[first] + (page - first) * pageSize;
    }

    private static int place(Map<BlobRef, Integer> places, BlobRef blob) {
        Integer place = places.get(blob);
        if (place == null) {
            throw new IllegalStateException("a run's blob is not in the table");
        }
        return place;
    }

    /// The base that an encoded leaf rests on, empty if it stands alone.
    public static Optional<BlobRef> base(String name, byte[] section, ObjectHash own) {
        Section opened = Section.open(name, section, own);
        if (opened.body().u8() != PATCH) {
            return Optional.empty();
        }
        opened.body().varint();
        opened.body().varint();
        return Optional.of(opened.ref());
    }

    /// @param own the pack that the section was read from
    public static PageLeaf decode(String name, byte[] section, ObjectHash own) {
        Section opened = Section.open(name, section, own, WHOLE, "whole leaf of pages");
        Decoder in = opened.body();
        PageLeaf leaf = empty(in);
        List<BlobRef> blobs = opened.refs();
        int runs = in.count(3);
        int at = 0;
        for (int i = 0; i < runs; i++) {
            BlobRef blob = blob(in, blobs);
            int offset = in.upTo(BlobRef.LIMIT);
            at = leaf.place(in, at, blob, offset, in.upTo(SPAN));
        }
        if (at != leaf.length) {
            throw in.malformed("its runs do not cover it");
        }
        for (int page = 0; page < leaf.pages(); page++) {
            leaf.hashes[page] = in.u64();
        }
        opened.end();
        return leaf;
    }

    /// @param base the leaf that [#base] named
    public static PageLeaf decodePatch(String name, byte[] section, ObjectHash own, PageLeaf base) {
        Section opened = Section.open(name, section, own, PATCH, "patch");
        Decoder in = opened.body();
        PageLeaf leaf = empty(in);
        opened.ref();
        List<BlobRef> blobs = opened.refs();
        leaf.copy(base);
        int runs = in.count(4);
        int page = 0;
        for (int i = 0; i < runs; i++) {
            int first = page + in.upTo(leaf.pages());
            page = first + in.upTo(leaf.pages());
            leaf.patch(in, first, page, blob(in, blobs), in.upTo(BlobRef.LIMIT));
        }
        opened.end();
        for (BlobRef blob : leaf.blobs) {
            if (blob == null) {
                throw in.malformed("a page is nowhere");
            }
        }
        return leaf;
    }

    private static PageLeaf empty(Decoder in) {
        int pageSize = in.upTo(128 << 10);
        int length = in.upTo(SPAN);
        if (!isPageSize(pageSize) || length == 0) {
            throw in.malformed("it has pages of " + pageSize + " bytes in " + length);
        }
        int pages = Math.ceilDiv(length, pageSize);
        return new PageLeaf(pageSize, length, new long[pages], new BlobRef[pages], new int[pages]);
    }

    private static BlobRef blob(Decoder in, List<BlobRef> blobs) {
        return blobs.get(in.upTo(blobs.size() - 1));
    }

    private int place(Decoder in, int from, BlobRef blob, int offset, int size) {
        if (from % pageSize != 0
                || size > length - from
                || size > blob.raw() - offset
                || size == 0) {
            throw in.malformed("a run is outside of its blob or leaf");
        }
        for (int at = from; at < from + size; at += pageSize) {
            blobs[at / pageSize] = blob;
            offsets[at / pageSize] = offset + at - from;
        }
        return from + size;
    }

    private void copy(PageLeaf base) {
        int count = Math.min(pages(), base.pages());
        for (int page = 0; page < count; page++) {
            if (base.pageLength(page) == pageLength(page)) {
                hashes[page] = base.hashes[page];
                blobs[page] = base.blobs[page];
                offsets[page] = base.offsets[page];
            }
        }
    }

    private void patch(Decoder in, int first, int end, BlobRef blob, int offset) {
        if (end > pages() || end == first) {
            throw in.malformed("a patch is outside of its leaf");
        }
        int bytes = Math.min(length, end * pageSize) - first * pageSize;
        place(in, first * pageSize, blob, offset, bytes);
        for (int page = first; page < end; page++) {
            hashes[page] = in.u64();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageLeaf leaf
                && leaf.pageSize == pageSize
                && leaf.length == length
                && Arrays.equals(leaf.hashes, hashes)
                && Arrays.equals(leaf.blobs, blobs)
                && Arrays.equals(leaf.offsets, offsets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }
}
