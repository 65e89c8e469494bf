package dev.muster.rehearsal.route53;

/// A hosted zone.
///
/// @param name with its dot at the end
/// @param reference of the caller, which names the request that made it
record Zone(String id, String account, String name, String reference, String comment, long serial) {
    Zone next() {
        return new Zone(id, account, name, reference, comment, serial + 1);
    }
}
