package dev.muster.posix;

/// What a name stands for.
public enum FileType {
    FILE,
    FOLDER,
    LINK,
    FIFO,
    SOCKET,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    UNKNOWN;

    /// From the upper bits of a mode.
    static FileType ofMode(int mode) {
        return of(mode >> 12 & 15);
    }

    /// As `getdents` and the upper bits of a mode number it.
    static FileType of(int number) {
        return switch (number) {
            case 8 -> FILE;
            case 4 -> FOLDER;
            case 10 -> LINK;
            case 1 -> FIFO;
            case 12 -> SOCKET;
            case 2 -> CHARACTER_DEVICE;
            case 6 -> BLOCK_DEVICE;
            default -> UNKNOWN;
        };
    }
}
