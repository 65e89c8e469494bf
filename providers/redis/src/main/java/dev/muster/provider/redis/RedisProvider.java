package dev.muster.provider.redis;

import dev.muster.provider.DataStore;
import dev.muster.provider.Provider;
import java.util.List;

/// Redis 6.2 to 7, and Valkey.
public final class RedisProvider implements Provider {
    private final List<DataStore<?>> dataStores = List.of(new RedisDataStore());

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<DataStore<?>> dataStores() {
        return dataStores;
    }
}
