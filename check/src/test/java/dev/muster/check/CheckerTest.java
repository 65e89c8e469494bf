package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.model.ErrorCode;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.testing.Shop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {
    private static final String LOGS =
            "      logs:\n        capture-from: south\n        ship: stream\n        durability: region\n"
                    + "        synchronous: true\n        on-capture-lost: stall\n";
    private static final String COPIES =
            "    copies:\n      - { url: \"file:///srv/south/vault\", region: south }\n";
    private static final String FRONT_OWNER = "    owner: you\n    depends-on: [ shop ]";
    private static final String PROTECT =
            "    protect:\n      vault: main\n      full: \"0 */6 * * *\"\n" + LOGS;

    /// What is replaced in the good strategy, by what, and what is found then and nothing else.
    static Stream<Arguments> weaknesses() {
        return Stream.of(
                weak(
                        "mail: { host: mail.example.com, from: muster@example.com }\n",
                        "",
                        "warning MUS-1306 muster.yaml:15:3 you is told of alerts and has an email, but"
                                + " there is no mail server -> mail: { host: HOST, from: ADDRESS }"),
                weak(
                        "you: { name: You, email: you@example.com }",
                        "you: { name: You, phone: '1' }",
                        "warning MUS-1306 muster.yaml:15:3 you is told of alerts and has neither a"
                                + " webhook nor an email -> webhook: \"${env:NAME}\" for you"),
                weak(
                        "alerts: { backup-missed: [ you ] }",
                        "alerts: { outage: [ you ] }",
                        "hint MUS-1307 muster.yaml:26:5 nobody is told when the protection of"
                                + " orders-db fails -> alerts: { backup-missed: [ you ] }"),
                weak(
                        "contacts:\n",
                        "contacts:\n  me: { name: Me }\n",
                        "hint MUS-1309 muster.yaml:16:3 you owns components and nobody is asked next"
                                + " -> then: me, escalate-after: 15m for you"),
                weak(
                        "      full: \"0 */6 * * *\"\n",
                        "      full: \"0 */6 * * *\"\n      keep: { last: 9, days: 3 }\n",
                        "warning MUS-1112 muster.yaml:29:7 recovery points of orders-db reach back 3 d,"
                                + " less than 7 d -> keep: { days: 7, weeks: 4 }"),
                weak(
                        LOGS,
                        "",
                        "error MUS-1101 muster.yaml:17:3 orders-db may lose 6 h 10 min in region-loss,"
                                + " its rpo is 5 s: 6 h from one backup to the next + 10 min until a"
                                + " backup is stored -> logs: { capture-from: REGION } under protect,"
                                + " or rpo: 7h"),
                weak(
                        "ship: stream\n        durability: region\n        synchronous: true",
                        "ship: every 1m\n        synchronous: false",
                        "error MUS-1101 muster.yaml:17:3 orders-db may lose 1 min 1 s in region-loss,"
                                + " its rpo is 5 s: 1 min until the next shipment + 1 s capture lag"
                                + " -> synchronous: true under protect.logs, or"
                                + " rpo: 61s"),
                weak(
                        PROTECT,
                        "",
                        "error MUS-1102 muster.yaml:17:3 orders-db holds data and is not protected,"
                                + " its rpo is 5 s -> protect: { vault: main, full: \"0 */6 * * *\" }"),
                weak(
                        COPIES,
                        "",
                        "error MUS-1103 muster.yaml:9:3 vault main lies only in north, where orders-db"
                                + " runs with an rpo of 5 s -> copies: [ { url: ..., region: south } ]"),
                weak(
                        "scenarios:\n",
                        "scenarios:\n  flood: { lose: { region: south }, recover-in: [ north ] }\n",
                        "warning MUS-1303 muster.yaml:58:3 flood is never rehearsed -> drills: {"
                                + " monthly: { scenario: flood, mode: isolated, schedule: \"0 9 1 * *\" }"
                                + " }"),
                weak(
                        "    url: file:///srv/north/vault\n    region: north\n" + COPIES,
                        "    url: file:///srv/south/vault\n    region: south\n",
                        "scenarios:\n",
                        "scenarios:\n  flood: { lose: { region: south }, recover-in: [ north ] }\n",
                        "drills:\n",
                        "drills:\n  flood: { scenario: flood }\n",
                        "warning MUS-1104 muster.yaml:9:3 flood takes every place of vault main away,"
                                + " and with them every backup of orders-db -> copies: [ { url: ...,"
                                + " region: north } ]"),
                weak(
                        "capture-from: south",
                        "capture-from: north",
                        "warning MUS-1105 muster.yaml:30:9 the log of orders-db is received in north,"
                                + " which region-loss takes away -> capture-from: south"),
                weak(
                        "durability: region",
                        "durability: vault",
                        "error MUS-1106 muster.yaml:32:9 captured log of orders-db does not count in"
                                + " region-loss, so that it may lose 6 h 10 min, its rpo is 5 s: 6 h"
                                + " from one backup to the next + 10 min until a backup is stored ->"
                                + " durability: region"),
                weak(
                        "on-capture-lost: stall",
                        "on-capture-lost: degrade-after 30s",
                        "error MUS-1107 muster.yaml:34:9 region-loss starts by itself, but orders-db"
                                + " may acknowledge again 30 s after it lost its receiver ->"
                                + " on-capture-lost: stall, or then: approve in region-loss"),
                weak(
                        "${env:ORDERS_DB_PASSWORD}",
                        "${vault:ORDERS_DB}",
                        "error MUS-1108 muster.yaml:25:7 ${vault:ORDERS_DB} is opened only in a"
                                + " recovery, but is needed every day here -> ${env:ORDERS_DB} or"
                                + " ${file:/path}"),
                weak(
                        COPIES,
                        COPIES + "      - { url: \"file:///srv/south/more\", region: south }\n",
                        "warning MUS-1109 muster.yaml:14:42 vault main has two places in south ->"
                                + " region: another one than south"),
                weak(
                        "    port: 8080\n",
                        "    port: 8080\n    protect: { vault: main, full: \"0 1 * * *\" }\n",
                        "warning MUS-1110 muster.yaml:48:5 shop is a service and holds no data ->"
                                + " remove protect"),
                weak(
                        "url: file:///srv/north/vault",
                        "url: s3://north/vault?region=eu-west-3",
                        "hint MUS-1111 muster.yaml:31:9 log of orders-db goes to vault main at most"
                                + " every 1.3 s, its rpo is 5 s: at most 69120 PUT a day to 1 bucket,"
                                + " 10.37 USD a month, none while nothing is written -> ship: every"
                                + " 5s"),
                weak(
                        "rto: 60s",
                        "rto: 30s",
                        "rto: 70s",
                        "rto: 30s",
                        "error MUS-1201 muster.yaml:17:3 orders-db is back 30.5 s after region-loss,"
                                + " its rto is 30 s: 500 ms until shop-down is asked again + 1 s until"
                                + " no answer is a bad one + 3 s failing without a break + 1 s orders-db-fence + 20 s orders-db-restore + 3 s"
                                + " orders-db-start + 2 s orders-db-verify -> rto: 31s, or shorten the"
                                + " longest part: orders-db-restore (as tests have it)",
                        "error MUS-1201 muster.yaml:40:3 shop is back 35.5 s after region-loss, its rto"
                                + " is 30 s: 500 ms until shop-down is asked again + 1 s until no"
                                + " answer is a bad one + 3 s failing without a break + 1 s orders-db-fence + 20 s orders-db-restore + 3 s"
                                + " orders-db-start + 2 s orders-db-verify + 5 s shop-deploy -> rto:"
                                + " 36s, or shorten the longest part: orders-db-restore (as tests have"
                                + " it)",
                        "error MUS-1201 muster.yaml:53:5 front is back 36.2 s after region-loss, its"
                                + " rto is 30 s: 500 ms until shop-down is asked again + 1 s until no"
                                + " answer is a bad one + 3 s failing without a break + 1 s orders-db-fence + 20 s orders-db-restore + 3 s"
                                + " orders-db-start + 2 s orders-db-verify + 5 s shop-deploy + 200 ms"
                                + " front-route + 500 ms front-confirm -> rto: 37s, or shorten the"
                                + " longest part: orders-db-restore (as tests have it)"),
                weak(
                        "    tier: critical\n    region: north\n    owner: you\n    connection",
                        "    tier: standard\n    region: north\n    owner: you\n    connection",
                        "warning MUS-1202 muster.yaml:45:5 shop asks for rpo 5 s and needs orders-db,"
                                + " which has rpo 1 h -> rpo: 5s for orders-db",
                        "warning MUS-1202 muster.yaml:45:5 shop asks for rto 1 min and needs"
                                + " orders-db, which has rto 4 h -> rto: 60s for orders-db"),
                weak(
                        "    tier: critical\n    region: north\n    owner: you\n    connection",
                        "    rpo: 5s\n    region: north\n    owner: you\n    connection",
                        "warning MUS-1202 muster.yaml:45:5 shop asks for rto 1 min and needs"
                                + " orders-db, which has no rto -> rto: 60s for orders-db"),
                weak(
                        "lose: { region: north }\n    recover-in: [ south ]",
                        "lose: { component: shop }",
                        "error MUS-1203 muster.yaml:58:3 region-loss leaves no region where the system"
                                + " comes back -> recover-in: [ REGION ] with another region"),
                weak(
                        "  front:\n    kind: door\n",
                        "  front:\n    kind: door\n    region: north\n",
                        "error MUS-1204 muster.yaml:50:3 region-loss takes front away, and nothing"
                                + " brings it back -> recover: { in: south } for front"),
                weak(
                        "      server: { data: /srv/south/orders-db, port: 5433 }\n      verify: [ \"select count(*) > 0 from orders\" ]\n",
                        "",
                        "error MUS-1205 muster.yaml:35:5 orders-db comes back in south after"
                                + " region-loss, but where it is reached there is not said -> its"
                                + " settings for south under recover"),
                weak(
                        "port: 5433 }",
                        "port: 5433, password: \"${vault:STANDBY}\" }",
                        "hint MUS-1207 muster.yaml:61:46 region-loss starts by itself and opens 1"
                                + " sealed secret: ${vault:STANDBY} of orders-db -> muster serve --key"
                                + " secrets.key, or then: tell"),
                weak(
                        FRONT_OWNER,
                        "    depends-on: [ shop ]",
                        "warning MUS-1301 muster.yaml:50:3 front has no owner -> owner: you"),
                weak(
                        FRONT_OWNER,
                        FRONT_OWNER.replace("you", "me"),
                        "contacts:\n",
                        "contacts:\n  me: { name: Me, then: them }\n  them: { name: They, then: us }\n  us: { name: We }\n",
                        "warning MUS-1302 muster.yaml:15:3 me owns front and has neither email nor"
                                + " phone -> email: or phone: for me",
                        "hint MUS-1309 muster.yaml:18:3 you owns components and nobody is asked next"
                                + " -> then: me, escalate-after: 15m for you"),
                weak(
                        "drills:\n  monthly: { scenario: region-loss, mode: live, schedule: \"0 9 1 * *\" }\n",
                        "",
                        "warning MUS-1303 muster.yaml:58:3 region-loss is never rehearsed -> drills: {"
                                + " monthly: { scenario: region-loss, mode: isolated, schedule: \"0 9 1"
                                + " * *\" } }"),
                weak(
                        "from: [ south ]",
                        "from: [ north ]",
                        "rto: 60s",
                        "rto: 1h",
                        "rto: 70s",
                        "rto: 1h",
                        "error MUS-1304 muster.yaml:61:16 no probe of region-loss is asked from 1"
                                + " place outside north -> from: [ south ] for one of its probes"),
                weak(
                        "scenarios:\n",
                        "  books:\n    kind: ledger\n    tier: standard\n    region: north\n"
                                + "    owner: you\n    loses: 5s\n    takes: 10s\n    brand: x\n"
                                + "scenarios:\n",
                        "warning MUS-1114 muster.yaml:58:5 books is a ledger, which has no provider"
                                + " yet: its settings are not checked, people bring it back -> procedure"
                                + " and takes, kept true by drills"),
                weak(
                        "scenarios:\n",
                        "  books: { kind: ledger, region: north, owner: you, rpo: 1h, takes: 10s }\nscenarios:\n",
                        "error MUS-1114 muster.yaml:57:12 books is a ledger, which has no provider"
                                + " yet: its settings are not checked, people bring it back, and"
                                + " nothing says how much of its data is lost -> loses: 5m for what its"
                                + " own protection may lose, procedure, takes"),
                weak(
                        "probes:\n",
                        "probes:\n  other: { http: \"http://x/\", every: 1s, from: [ north, south ] }\n",
                        "when: [ shop-down ], for",
                        "when: [ other ], agree: 2, for",
                        "rto: 60s",
                        "rto: 1h",
                        "rto: 70s",
                        "rto: 1h",
                        "error MUS-1304 muster.yaml:61:16 no probe of region-loss is asked from 2"
                                + " places outside north -> from: [ south ] for one of its probes"),
                weak(
                        "scenarios:\n",
                        "  jobs:\n    kind: service\n    tier: standard\n    region: south\n"
                                + "    owner: you\n    command: [ jobs ]\nscenarios:\n",
                        "hint MUS-1305 muster.yaml:57:3 jobs has objectives, but no scenario takes it"
                                + " away -> a scenario with lose: { region: south }"));
    }

    /// Pairs of part and replacement, then the findings.
    private static Arguments weak(String... all) {
        List<String> changes = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (String one : all) {
            boolean finding = one.matches("(error|warning|hint) MUS.*");
            (finding ? findings : changes).add(one);
        }
        return Arguments.of(changes, findings);
    }

    @ParameterizedTest
    @MethodSource("weaknesses")
    void eachWeaknessIsFoundAtItsPlaceAndNothingElse(List<String> changes, List<String> findings) {
        String text = Shop.text();
        for (int i = 0; i < changes.size(); i += 2) {
            text = Shop.replace(text, changes.get(i), changes.get(i + 1));
        }
        assertThat(lines(text)).containsExactlyElementsOf(findings);
    }

    private static List<String> lines(String text) {
        Reading.Accepted accepted = Shop.read(text).orThrow();
        return Checker.check(accepted.strategy(), Facts.NONE).stream()
                .map(finding ->
                        finding.severity().name().toLowerCase(Locale.ROOT)
                                + " "
                                + finding.code()
                                + " "
                                + accepted.places().of(finding.path())
                                + " "
                                + finding.message()
                                + " -> "
                                + finding.fix())
                .toList();
    }

    @Test
    void goodStrategyHasNoFindings() {
        assertThat(lines(Shop.text())).isEmpty();
    }

    @Test
    void everyCodeHasATest() {
        Set<String> tested = new HashSet<>();
        weaknesses()
                .flatMap(arguments -> ((List<?>) arguments.get()[1]).stream())
                .forEach(line -> tested.add(line.toString().replaceAll(".*(MUS-\\d+) .*", "$1")));
        // needs measurements: BaseAgeChecksTest
        tested.add(CheckErrors.BASE_TOO_OLD.id());
        // needs measurements: PointChecksTest
        tested.add(CheckErrors.BACKUP_OVERDUE.id());
        // of a baseline: BaselineTest
        tested.add(CheckErrors.BASELINE_IDLE.id());
        // of approvals: ApprovalChecksTest
        tested.add(CheckErrors.QUORUM_UNREACHABLE.id());
        tested.add(CheckErrors.APPROVER_KEYLESS.id());
        tested.add(CheckErrors.APPROVAL_MISPLACED.id());
        tested.add(CheckErrors.QUORUM_OF_ONE.id());
        assertThat(CheckErrors.all()).extracting(ErrorCode::id).allMatch(tested::contains);
        assertThat(CheckErrors.all()).extracting(ErrorCode::id).doesNotHaveDuplicates();
    }

    @Test
    void worstFindingsComeFirst() {
        String text = Shop.with(LOGS, "");
        text = Shop.replace(text, FRONT_OWNER, "    depends-on: [ shop ]");
        List<Finding> findings = Checker.check(Shop.strategy(text), Facts.NONE);
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING);
    }

    @Test
    void sealedSecretUnderRecoverIsFine() {
        String text = Shop.with("port: 5433 }", "port: 5433, password: \"${vault:STANDBY}\" }");
        assertThat(lines(Shop.replace(text, "then: start", "then: tell")))
                .noneMatch(line -> line.contains("STANDBY"));
    }

    @Test
    void sealedSecretThatTheStorageOfAVaultNeedsEveryDayIsFound() {
        String text =
                Shop.with(
                        "    region: north\n    copies",
                        "    region: north\n    credentials: { access-key: \"${env:A}\", secret-key:"
                                + " \"${vault:STORAGE}\" }\n    copies");
        assertThat(lines(text))
                .containsExactly(
                        "error MUS-1108 muster.yaml:12:44 ${vault:STORAGE} is opened only in a"
                                + " recovery, but is needed every day here -> ${env:STORAGE} or"
                                + " ${file:/path}");
    }
}
