package dev.muster.vault.s3;

import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.VaultStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MinioStorePeerIT extends VaultStoreContract {
    private static Minio server;
    private static int places;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = Minio.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected VaultStore fresh() {
        places++;
        return again();
    }

    @Override
    protected VaultStore again() {
        return Stores.at(server.url("place-" + places));
    }
}
