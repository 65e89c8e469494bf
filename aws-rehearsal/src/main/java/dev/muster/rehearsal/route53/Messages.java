package dev.muster.rehearsal.route53;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// Records of Route 53 as records of DNS.
final class Messages {
    private Messages() {}

    static boolean isValid(String type, String value) {
        try {
            record(Name.root, Type.value(type), 0, value);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Record record(Name name, int type, long ttl, String value) throws IOException {
        return Record.fromString(name, type, DClass.IN, ttl, value, Name.root);
    }

    /// @param name that was asked for, which differs from the set's under a wildcard or an alias
    static List<Record> records(Name name, ResourceRecordSet set) {
        List<Record> records = new ArrayList<>();
        for (ResourceRecord each : set.resourceRecords()) {
            try {
                records.add(record(name, Type.value(set.typeAsString()), set.ttl(), each.value()));
            } catch (IOException e) {
                throw new IllegalStateException("was checked when it was made: " + each.value(), e);
            }
        }
        return records;
    }

    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalStateException("was checked when it was made: " + text, e);
        }
    }
}
