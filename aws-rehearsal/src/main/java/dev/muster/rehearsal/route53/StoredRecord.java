package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.wire.Json;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// A set of records as it is kept.
///
/// @param set as JSON of the SDK's class
record StoredRecord(String zone, String set) {
    static StoredRecord of(String zone, ResourceRecordSet set) {
        return new StoredRecord(zone, Json.text(set));
    }

    ResourceRecordSet read() {
        return (ResourceRecordSet) Json.read(ResourceRecordSet.builder(), set);
    }

    static String identifier(ResourceRecordSet set) {
        return Optional.ofNullable(set.setIdentifier()).orElse("");
    }

    /// In the order in which Route 53 lists them: by the labels of the name from the last to the
    /// first, then by type and identifier.
    static String key(String zone, String name, String type, String identifier) {
        return zone + "\t" + Names.reversed(name) + "\t" + type + "\t" + identifier;
    }

    static String key(String zone, ResourceRecordSet set) {
        return key(zone, Names.absolute(set.name()), set.typeAsString(), identifier(set));
    }
}
