package dev.muster.app;

import dev.muster.vault.s3.Minio;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class VaultS3PeerIT extends VaultOnS3 {
    private static Minio server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = Minio.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    int port() {
        return server.port();
    }
}
