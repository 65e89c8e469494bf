package dev.muster.operations.files;

import dev.muster.model.FileNames;
import dev.muster.posix.Directory;
import dev.muster.posix.DirectoryEntry;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes and changes trees with everything that a file system has.
final class RandomTree {
    private static final int[] MODES = {0644, 0600, 0400, 0755, 0666, 04755, 02750, 0444, 0};
    private static final byte[] ACL = {
        2,
        0,
        0,
        0, // version
        1,
        0,
        6,
        0,
        -1,
        -1,
        -1,
        -1, // owner rw-
        2,
        0,
        4,
        0,
        12,
        0,
        0,
        0, // user 12 r--
        4,
        0,
        4,
        0,
        -1,
        -1,
        -1,
        -1, // group r--
        16,
        0,
        4,
        0,
        -1,
        -1,
        -1,
        -1, // mask r--
        32,
        0,
        0,
        0,
        -1,
        -1,
        -1,
        -1 // others ---
    };

    private final Random random;
    private final List<String> files = new ArrayList<>();

    RandomTree(Random random) {
        this.random = random;
    }

    void make(Path root, int names) throws IOException {
        try (Directory folder = Directory.open(root)) {
            fill(folder, "", names, 0);
            folder.setModified(time());
        }
    }

    private void fill(Directory folder, String prefix, int names, int depth) throws IOException {
        for (int i = 0; i < names; i++) {
            byte[] name = name(i);
            if (folder.has(name)) {
                continue;
            }
            if (depth < 5 && random.nextInt(6) == 0) {
                folder.makeFolder(name);
                try (Directory below = folder.folder(name)) {
                    fill(below, prefix + FileNames.text(name) + "/", names / 2, depth + 1);
                    attributes(below);
                    below.setMode(random.nextInt(4) == 0 ? 01777 : 0700 + random.nextInt(64));
                    below.setModified(time());
                }
            } else {
                one(folder, name, prefix + FileNames.text(name));
            }
        }
    }

    private byte[] name(int number) {
        return switch (random.nextInt(8)) {
            case 0 -> ("long" + number + "x".repeat(240)).getBytes();
            case 1 -> new byte[] {(byte) 0xff, (byte) ('a' + number % 26), (byte) 0xc3};
            case 2 -> ("with \n\t'\"\\ $" + number).getBytes();
            case 3 -> FileNames.bytes("日本-é-" + number);
            case 4 -> ("!" + number).getBytes();
            default -> ("f" + number + (random.nextInt(4) == 0 ? ".ibd" : ".txt")).getBytes();
        };
    }

    private Instant time() {
        return Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000));
    }

    private void one(Directory folder, byte[] name, String path) throws IOException {
        switch (random.nextInt(10)) {
            case 0 -> {
                folder.makeLink(name, random.nextBoolean() ? name : FileNames.bytes("/nowhere/é"));
                folder.setModified(name, time());
            }
            case 1 -> {
                folder.makeFifo(name);
                folder.setMode(name, 0640);
                folder.setModified(name, time());
            }
            case 2 -> sparse(folder, name);
            default -> {
                file(folder, name, size());
                files.add(path);
                for (int i = random.nextInt(8); i > 6; i--) {
                    byte[] again = FileNames.bytes("again-" + FileNames.text(name).hashCode());
                    if (!folder.has(again)) {
                        folder.makeHardLink(again, folder, name);
                    }
                }
            }
        }
    }

    private int size() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 200_000 + random.nextInt(200_000);
            case 2 -> random.nextInt(20) == 0 ? 3_000_000 : 65_536;
            default -> random.nextInt(9000);
        };
    }

    private void file(Directory folder, byte[] name, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        try (OpenFile file = folder.create(name)) {
            file.write(content, 0, size, 0);
            finish(file);
        }
    }

    private void sparse(Directory folder, byte[] name) throws IOException {
        try (OpenFile file = folder.create(name)) {
            file.truncate((long) random.nextInt(8) << 20);
            byte[] content = new byte[5000];
            random.nextBytes(content);
            for (int i = random.nextInt(3); i > 0; i--) {
                file.write(content, 0, content.length, (long) random.nextInt(500) << 14);
            }
            finish(file);
        }
    }

    private void finish(OpenFile file) throws IOException {
        attributes(file);
        file.setMode(MODES[random.nextInt(MODES.length)]);
        file.setModified(time());
    }

    private void attributes(dev.muster.posix.Descriptor file) throws IOException {
        if (random.nextInt(5) == 0) {
            byte[] value = new byte[random.nextInt(200)];
            random.nextBytes(value);
            file.setAttribute("user.test" + random.nextInt(3), value);
        }
        if (random.nextInt(8) == 0) {
            file.setAttribute("system.posix_acl_access", ACL);
        }
    }

    /// Changes, removes, exchanges and adds some.
    void change(Path root) throws IOException {
        try (Directory folder = Directory.open(root)) {
            change(folder);
        }
    }

    private void change(Directory folder) throws IOException {
        for (DirectoryEntry entry : folder.list()) {
            if (entry.type() == FileType.FOLDER && random.nextInt(10) > 0) {
                try (Directory below = folder.folder(entry.name())) {
                    change(below);
                }
            } else if (random.nextInt(6) == 0) {
                folder.removeAll(entry.name());
                if (random.nextBoolean()) {
                    one(folder, entry.name(), "");
                }
            } else if (entry.type() == FileType.FILE && random.nextInt(5) == 0) {
                touch(folder, entry.name());
            }
        }
        byte[] added = ("new" + random.nextInt(1000)).getBytes();
        if (!folder.has(added)) {
            one(folder, added, "");
        }
    }

    private void touch(Directory folder, byte[] name) throws IOException {
        folder.setMode(name, 0600);
        try (OpenFile file = folder.update(name)) {
            byte[] content = new byte[100];
            random.nextBytes(content);
            file.write(content, 0, content.length, random.nextInt(20_000));
            finish(file);
        }
    }
}
