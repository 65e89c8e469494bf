package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.TestDnsAnswerRequest;
import software.amazon.awssdk.services.route53.model.TestDnsAnswerResponse;

/// Records, and what becomes of changes to them.
final class RecordOperations {
    private static final int MOST = 300;

    private final Zones zones;
    private final Checks checks;
    private final Answers answers;

    RecordOperations(Zones zones, Checks checks, Answers answers) {
        this.zones = zones;
        this.checks = checks;
        this.answers = answers;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        ChangeResourceRecordSetsRequest.class,
                        this::change,
                        "HostedZoneId",
                        "ChangeBatch")
                .on(
                        ListResourceRecordSetsRequest.class,
                        this::list,
                        "HostedZoneId",
                        "StartRecordName",
                        "StartRecordType",
                        "StartRecordIdentifier",
                        "MaxItems")
                .on(
                        GetChangeRequest.class,
                        (it, call) ->
                                Reply.of(
                                        GetChangeResponse.builder()
                                                .changeInfo(
                                                        zones.shown(
                                                                zones.change(
                                                                        it.id(), call.account())))
                                                .build()),
                        "Id")
                .on(
                        TestDnsAnswerRequest.class,
                        this::test,
                        "HostedZoneId",
                        "RecordName",
                        "RecordType");
    }

    private Reply change(ChangeResourceRecordSetsRequest request, Call call) {
        if (request.changeBatch() == null) {
            throw Refusal.of(400, "InvalidInput", "a change has a batch");
        }
        return zones.alone(() -> {
            Zone zone = zones.get(request.hostedZoneId(), call.account());
            List<Zones.Step> steps =
                    new Batches(zone, zones.records(zone), checks.shelf())
                            .steps(request.changeBatch().changes());
            String comment = Optional.ofNullable(request.changeBatch().comment()).orElse("");
            Submitted change = zones.apply(zone, steps, comment);
            return Reply.of(
                    ChangeResourceRecordSetsResponse.builder()
                            .changeInfo(zones.shown(change))
                            .build());
        });
    }

    private Reply list(ListResourceRecordSetsRequest request, Call call) {
        Zone zone = zones.get(request.hostedZoneId(), call.account());
        boolean startsInside =
                (request.startRecordType() == null && request.startRecordIdentifier() != null)
                        || (request.startRecordName() == null && request.startRecordType() != null);
        if (startsInside) {
            throw Refusal.of(
                    400, "InvalidInput", "a start has a name, then a type, then an identifier");
        }
        int most = ZoneOperations.most(request.maxItems(), MOST);
        String from =
                request.startRecordName() == null
                        ? ""
                        : StoredRecord.key(
                                zone.id(),
                                Names.absolute(request.startRecordName()),
                                Optional.ofNullable(request.startRecordTypeAsString()).orElse(""),
                                Optional.ofNullable(request.startRecordIdentifier()).orElse(""));
        List<ResourceRecordSet> all =
                zones.records(zone).stream()
                        .filter(it -> StoredRecord.key(zone.id(), it).compareTo(from) >= 0)
                        .toList();
        ListResourceRecordSetsResponse.Builder answer =
                ListResourceRecordSetsResponse.builder()
                        .resourceRecordSets(all.stream().limit(most).toList())
                        .isTruncated(all.size() > most)
                        .maxItems(Integer.toString(most));
        if (all.size() > most) {
            ResourceRecordSet next = all.get(most);
            answer.nextRecordName(next.name())
                    .nextRecordType(next.typeAsString())
                    .nextRecordIdentifier(next.setIdentifier());
        }
        return Reply.of(answer.build());
    }

    private Reply test(TestDnsAnswerRequest request, Call call) {
        Zone zone = zones.get(request.hostedZoneId(), call.account());
        String name = Names.absolute(request.recordName());
        if (!Names.isWithin(name, zone.name())) {
            throw Refusal.of(400, "InvalidInput", name + " is not within " + zone.name());
        }
        int type = Type.value(request.recordTypeAsString());
        Answers.Answer answer = answers.answer(Messages.name(name), type);
        return Reply.of(
                TestDnsAnswerResponse.builder()
                        .nameserver("ns-1.rehearsal.test")
                        .recordName(name)
                        .recordType(request.recordTypeAsString())
                        .recordData(answer.records().stream().map(Record::rdataToString).toList())
                        .responseCode(Rcode.string(answer.code()))
                        .protocol("UDP")
                        .build());
    }
}
