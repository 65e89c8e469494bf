package dev.muster.vault.repository;

import dev.muster.vault.format.ObjectHash;

/// The names of packs.
final class PackNames {
    static final String PREFIX = "packs/";
    private static final int HASH = "packs/xx/".length();

    private PackNames() {}

    static String of(ObjectHash pack) {
        String hex = pack.hex();
        return PREFIX + hex.substring(0, 2) + "/" + hex;
    }

    static boolean isPack(String name) {
        return name.length() > HASH
                && ObjectHash.isHash(name.substring(HASH))
                && name.equals(of(hash(name)));
    }

    static ObjectHash hash(String name) {
        return ObjectHash.parse(name.substring(HASH));
    }
}
