package dev.muster.vault.store;

class FaultyStoreTest extends VaultStoreContract {
    private MemoryStore store;

    @Override
    protected VaultStore fresh() {
        store = new MemoryStore("a");
        return healthy();
    }

    @Override
    protected VaultStore again() {
        return healthy();
    }

    private VaultStore healthy() {
        return new FaultyStore(store, new Fuse(Fuse.Death.BEFORE, Integer.MAX_VALUE));
    }
}
