package dev.muster.rehearsal.server;

import java.io.IOException;
import java.util.Map;

/// What is asked of the rehearsal itself, and not of AWS.
public interface Admin {
    /// @param token that the request carries
    /// @param verb the last part of its path
    /// @param body as JSON; empty where there is none
    /// @return status and answer as JSON
    Map.Entry<Integer, byte[]> answer(String token, String verb, byte[] body) throws IOException;
}
