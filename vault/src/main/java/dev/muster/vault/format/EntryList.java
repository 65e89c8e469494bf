package dev.muster.vault.format;

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
    private static final int LIMIT = 64 << 10;
    private static final int CUT_MASK = 63;

    public EntryList {
        entries = List.copyOf(entries);
    }

    /// Whether a list ends after this path.
    public static boolean endsAfter(String path, int bytesSoFar) {
        CRC32 crc = new CRC32();
        crc.update(Bytes.utf8(path));
        return bytesSoFar >= LIMIT || (crc.getValue() & CUT_MASK) == 0;
    }

    public byte[] encode() {
        PackTable table = new PackTable();
        entries.forEach(entry -> tree(entry).ifPresent(tree -> table.add(tree.root())));
        Encoder out = new Encoder().u8(SORT);
        table.write(out);
        out.varint(entries.size());
        entries.forEach(entry -> encode(out, table, entry));
        return out.toBytes();
    }

    private static Optional<Tree> tree(FileEntry entry) {
        return switch (entry) {
            case FileEntry.Paged file -> file.tree();
            case FileEntry.Plain file -> file.tree();
            case FileEntry.Folder _, FileEntry.Link _ -> Optional.empty();
        };
    }

    private static void encode(Encoder out, PackTable table, FileEntry entry) {
        switch (entry) {
            case FileEntry.Folder folder -> out.u8(FOLDER).text(folder.path()).u16(folder.mode());
            case FileEntry.Link link -> out.u8(LINK).text(link.path()).u16(0).text(link.target());
            case FileEntry.Paged file ->
                    out.u8(PAGED)
                            .text(file.path())
                            .u16(file.mode())
                            .varint(file.size())
                            .varint(file.pageSize());
            case FileEntry.Plain file ->
                    out.u8(PLAIN).text(file.path()).u16(file.mode()).varint(file.size());
        }
        tree(entry)
                .ifPresent(tree -> {
                    out.u8(tree.height());
                    table.ref(out, tree.root());
                });
    }

    public static EntryList decode(String name, byte[] section, ObjectHash own) {
        Decoder in = new Decoder(name, section);
        if (in.u8() != SORT) {
            throw in.malformed("it is no list of paths");
        }
        List<ObjectHash> packs = PackTable.read(in, own);
        int count = in.count(4);
        List<FileEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(in, packs));
        }
        in.end();
        return new EntryList(entries);
    }

    private static FileEntry entry(Decoder in, List<ObjectHash> packs) {
        int sort = in.u8();
        String path = in.text();
        if (!FileEntry.isPath(path)) {
            throw VaultErrors.BAD_PATH.error(
                    "the backup names the path '" + path + "', which a restore does not write", "");
        }
        int mode = in.u16();
        return switch (sort) {
            case FOLDER -> new FileEntry.Folder(path, mode);
            case LINK -> new FileEntry.Link(path, in.text());
            case PAGED -> {
                long size = in.size();
                int pageSize = in.upTo(128 << 10);
                yield new FileEntry.Paged(path, mode, size, pageSize, tree(in, packs, size));
            }
            case PLAIN -> {
                long size = in.size();
                yield new FileEntry.Plain(path, mode, size, tree(in, packs, size));
            }
            default -> throw in.malformed("there is no sort of path " + sort);
        };
    }

    private static Optional<Tree> tree(Decoder in, List<ObjectHash> packs, long size) {
        if (size == 0) {
            return Optional.empty();
        }
        int height = in.u8();
        if (height > Node.HEIGHT) {
            throw in.malformed("a tree has a height of " + height);
        }
        return Optional.of(new Tree(height, PackTable.ref(in, packs)));
    }
}
