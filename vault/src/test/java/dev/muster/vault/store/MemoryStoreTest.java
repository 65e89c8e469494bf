package dev.muster.vault.store;

class MemoryStoreTest extends VaultStoreContract {
    private MemoryStore store;

    @Override
    protected VaultStore fresh() {
        store = new MemoryStore("a");
        return store;
    }

    @Override
    protected VaultStore again() {
        return store;
    }
}
