package dev.muster.vault.s3;

import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.VaultStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class S3StoreIT extends VaultStoreContract {
    private static S3Server server;
    private static int places;

    @BeforeAll
    static void start() {
        server = S3Server.start();
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
