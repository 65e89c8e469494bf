package dev.muster.vault.format.log;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Aead;
import dev.muster.vault.format.Bytes;
import dev.muster.vault.format.Compression;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyedHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The frames of a segment, each checked against the chain.
///
/// A tail that was never acknowledged (its sync did not end) is left out. Bytes that changed after
/// they were synced are an error, never a shorter log.
///
/// @param frames whole frames in order
/// @param end where the next frame would begin, in bytes from the segment's start
public record LogScan(List<At> frames, int end) {
    public LogScan {
        frames = List.copyOf(frames);
    }

    /// A frame and where it begins in the segment.
    public record At(LogFrame frame, int place) {}

    /// @param segment with or without its foot
    /// @param mac the source's key for this segment's salt
    /// @param synced bytes that are known to have been synced; 0 if nothing is known
    /// @throws dev.muster.model.MusterException if frames are damaged
    public static LogScan of(
            String name, byte[] segment, LogHead.Found head, KeyedHash mac, long synced) {
        List<At> frames = new ArrayList<>();
        int at = head.length();
        byte[] chain = head.chain();
        while (at < segment.length && !LogFoot.beginsAt(segment, at)) {
            Optional<LogFrame> frame = LogFrame.read(segment, at);
            if (frame.isEmpty() || frame.get().bytes() > segment.length - at) {
                break;
            }
            int front = frame.get().bytes() - LogFrame.CHAIN;
            byte[] next = LogFrame.chain(mac, chain, segment, at, front);
            int end = at + frame.get().bytes();
            if (!Arrays.equals(segment, at + front, end, next, 0, LogFrame.CHAIN)) {
                if (isFollowed(segment, end, mac, next)) {
                    throw damaged(name, at);
                }
                break;
            }
            frames.add(new At(frame.get(), at));
            at = end;
            chain = next;
        }
        if (synced > at || isLaterGroupBehind(segment, at, mac, frames)) {
            throw damaged(name, at);
        }
        return new LogScan(frames, at);
    }

    /// Whether a frame whose stored chain is wrong is followed by one that knows the right chain.
    private static boolean isFollowed(byte[] segment, int at, KeyedHash mac, byte[] chain) {
        return LogFrame.read(segment, at).isPresent()
                && LogFrame.isHeadWhole(segment, at, mac, chain);
    }

    private static boolean isLaterGroupBehind(
            byte[] segment, int broken, KeyedHash mac, List<At> frames) {
        long group = 1;
        if (!frames.isEmpty()) {
            LogFrame last = frames.getLast().frame();
            group = last.endsGroup() ? last.group() + 1 : last.group();
        }
        int limit = segment.length - LogFrame.HEAD;
        for (int at = Math.max(broken + 1, LogFrame.CHAIN); at <= limit; at++) {
            Optional<LogFrame> frame = LogFrame.read(segment, at);
            if (frame.isPresent() && frame.get().group() > group) {
                byte[] chain = Arrays.copyOfRange(segment, at - LogFrame.CHAIN, at);
                if (LogFrame.isHeadWhole(segment, at, mac, chain)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static RuntimeException damaged(String name, int at) {
        return VaultErrors.LOG_DAMAGED.error(
                name + " is damaged at byte " + at + ", and log behind it was synced before",
                "restore this file from a copy, or move it away and accept a hole in the log");
    }

    /// Opens a frame.
    ///
    /// @param key the segment's key
    /// @throws dev.muster.model.MusterException if it is not what was sealed
    public static byte[] open(
            String name, byte[] segment, LogHead head, byte[] key, At at, long ordinal) {
        LogFrame frame = at.frame();
        byte[] aad = Bytes.join(head.binding(), new Encoder(8).u64(frame.offset()).toBytes());
        return new Aead(key)
                .open(ordinal, aad, segment, at.place() + LogFrame.HEAD, frame.sealed())
                .flatMap(body -> Compression.plain(body, frame.length()))
                .orElseThrow(() -> damaged(name, at.place()));
    }
}
