package dev.muster.rehearsal.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer as it goes over the wire; a body that streams comes apart from it.
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record WireReply(int status, Map<String, String> headers, byte[] body) {
    public WireReply {
        headers = new LinkedHashMap<>(headers);
    }
}
