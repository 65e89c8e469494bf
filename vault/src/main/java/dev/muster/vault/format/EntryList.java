package dev.muster.vault.format;

import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.MusterException;
import dev.muster.model.SpecialFile;
import dev.muster.vault.VaultErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// Some paths of a backup.
public record EntryList(List<FileEntry> entries) {
    static final int SORT = 5;
    private static final int FOLDER = 1;
    private static final int LINK = 2;
    private static final int PAGED = 3;
    private static final int PLAIN = 4;
    private static final int HARD_LINK = 5;
    private static final int SPECIAL = 6;
    private static final int LIMIT = 64 << 10;
    private static final int CUT_MASK = 63;

    public EntryList {
        entries = List.copyOf(entries);
    }

    /// Whether a list ends after this path.
    public static boolean endsAfter(String path, int bytesSoFar) {
        CRC32 crc = new CRC32();
        crc.update(FileNames.bytes(path));
        return bytesSoFar >= LIMIT || (crc.getValue() & CUT_MASK) == 0;
    }

    public byte[] encode() {
        SectionWriter out = new SectionWriter(SORT, entries.size() * 128 + 16);
        out.body().varint(entries.size());
        entries.forEach(entry -> encode(out, entry));
        return out.toBytes();
    }

    private static int sort(FileEntry entry) {
        return switch (entry) {
            case FileEntry.Folder _ -> FOLDER;
            case FileEntry.Link _ -> LINK;
            case FileEntry.Paged _ -> PAGED;
            case FileEntry.Plain _ -> PLAIN;
            case FileEntry.HardLink _ -> HARD_LINK;
            case FileEntry.Special _ -> SPECIAL;
        };
    }

    private static void encode(SectionWriter section, FileEntry entry) {
        Encoder out = section.body();
        out.u8(sort(entry)).bytes(FileNames.bytes(entry.path()));
        MetadataCodec.encode(out, entry.metadata());
        switch (entry) {
            case FileEntry.Folder _ -> {}
            case FileEntry.Link link -> out.bytes(FileNames.bytes(link.target()));
            case FileEntry.HardLink link -> out.bytes(FileNames.bytes(link.first()));
            case FileEntry.Special special -> encode(out, special.what());
            case FileEntry.Paged file -> {
                out.varint(file.pageSize());
                content(section, file);
            }
            case FileEntry.Plain file -> content(section, file);
        }
    }

    private static void encode(Encoder out, SpecialFile what) {
        out.u8(number(what.sort())).varint(what.major()).varint(what.minor());
    }

    private static int number(SpecialFile.Sort sort) {
        return switch (sort) {
            case FIFO -> 0;
            case SOCKET -> 1;
            case CHARACTER_DEVICE -> 2;
            case BLOCK_DEVICE -> 3;
        };
    }

    private static void content(SectionWriter out, FileEntry.Content file) {
        out.body().u8(file.torn() ? 1 : 0).varint(file.size());
        file.tree()
                .ifPresent(tree -> {
                    out.body().u8(tree.height());
                    out.ref(tree.root());
                });
    }

    public static EntryList decode(String name, byte[] section, ObjectHash own) {
        Section in = Section.open(name, section, own, SORT, "list of paths");
        int count = in.body().count(5);
        List<FileEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(in));
        }
        in.end();
        return new EntryList(entries);
    }

    private static FileEntry entry(Section section) {
        Decoder in = section.body();
        int sort = in.u8();
        String path = FileNames.text(in.bytes());
        boolean root = sort == FOLDER && path.equals(FileEntry.ROOT);
        if (!root && !FileEntry.isPath(path)) {
            throw badPath(path);
        }
        FileMetadata metadata = MetadataCodec.decode(in);
        return switch (sort) {
            case FOLDER -> new FileEntry.Folder(path, metadata);
            case LINK -> new FileEntry.Link(path, metadata, FileNames.text(in.bytes()));
            case HARD_LINK -> new FileEntry.HardLink(path, metadata, first(in));
            case SPECIAL -> new FileEntry.Special(path, metadata, special(in));
            case PAGED -> {
                int pageSize = in.upTo(128 << 10);
                boolean torn = in.u8() == 1;
                long size = in.size();
                yield new FileEntry.Paged(
                        path, metadata, size, torn, pageSize, tree(section, size));
            }
            case PLAIN -> {
                boolean torn = in.u8() == 1;
                long size = in.size();
                yield new FileEntry.Plain(path, metadata, size, torn, tree(section, size));
            }
            default -> throw in.malformed("there is no sort of path " + sort);
        };
    }

    private static String first(Decoder in) {
        String first = FileNames.text(in.bytes());
        if (!FileEntry.isPath(first)) {
            throw badPath(first);
        }
        return first;
    }

    private static MusterException badPath(String path) {
        return VaultErrors.BAD_PATH.error(
                "the backup names the path '"
                        + FileNames.show(path)
                        + "', which a restore does not write",
                "");
    }

    private static SpecialFile special(Decoder in) {
        SpecialFile.Sort sort =
                switch (in.u8()) {
                    case 0 -> SpecialFile.Sort.FIFO;
                    case 1 -> SpecialFile.Sort.SOCKET;
                    case 2 -> SpecialFile.Sort.CHARACTER_DEVICE;
                    case 3 -> SpecialFile.Sort.BLOCK_DEVICE;
                    default -> throw in.malformed("there is no such special file");
                };
        return new SpecialFile(sort, in.size(), in.size());
    }

    private static Optional<Tree> tree(Section section, long size) {
        Decoder in = section.body();
        if (size == 0) {
            return Optional.empty();
        }
        int height = in.u8();
        if (height > Node.HEIGHT && height != Tree.CHUNK) {
            throw in.malformed("a tree has a height of " + height);
        }
        return Optional.of(new Tree(height, section.ref()));
    }
}
