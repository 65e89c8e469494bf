package dev.muster.rehearsal.server;

import java.io.IOException;
import software.amazon.awssdk.core.SdkPojo;

/// What an operation does.
public interface Handler<Q extends SdkPojo> {
    Reply answer(Q request, Call call) throws IOException;
}
