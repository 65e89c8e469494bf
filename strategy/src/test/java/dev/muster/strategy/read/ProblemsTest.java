package dev.muster.strategy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.strategy.testing.Shop;
import dev.muster.strategy.text.Problem;
import dev.muster.strategy.text.StrategyErrors;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    /// What is replaced in the good strategy, by what, and the line that is printed then.
    static Stream<Arguments> breakages() {
        return Stream.of(
                broken(
                        "    tier: critical\n    region: north\n    owner: you\n    connection",
                        "    teir: critical\n    region: north\n    owner: you\n    connection",
                        "19:5: MUS-1006 unknown key 'teir' in 'components.orders-db'; did you mean 'tier'?"),
                broken(
                        "    depends-on: [ orders-db ]",
                        "    depends_on: [ orders-db ]",
                        "45:5: MUS-1006 unknown key 'depends_on' in 'components.shop'; did you mean 'depends-on'?"),
                broken(
                        "server: { data",
                        "servr: { data",
                        "38:7: MUS-1006 unknown key 'servr' in 'components.orders-db.recover'; did you mean 'server'?"),
                broken(
                        "strategy: shop",
                        "strategy: shop\nextra: 1",
                        "2:1: MUS-1006 unknown key 'extra' in the strategy; known: alerts, components, contacts, drills, heartbeat, mail, probes, regions, scenarios, strategy, tiers, vaults"),
                broken(
                        "      user: muster\n",
                        "      user: muster\n      user: other\n",
                        "25:7: MUS-1007 the key 'user' stands twice; the first one is at muster.yaml:24:7"),
                broken(
                        "  front:\n",
                        "  shop:\n",
                        "50:3: MUS-1008 'shop' stands twice under 'components'; the first one is at muster.yaml:40:3"),
                broken(
                        "{ rpo: 5s, rto: 60s }",
                        "{ rpo: 5, rto: 60s }",
                        "3:20: MUS-1011 '5' is not a duration with its unit (ms, s, m, h, d); for example 30s or 1h30m"),
                broken(
                        "port: 8000",
                        "port: 80000",
                        "56:11: MUS-1011 '80000' is not a port; for example 5432"),
                broken(
                        "durability: region",
                        "durability: regions",
                        "32:21: MUS-1011 'regions' is none of spool, vault, region; did you mean 'region'?"),
                broken(
                        "synchronous: true",
                        "synchronous: yes",
                        "33:22: MUS-1011 'yes' is none of true, false; write true"),
                broken(
                        "on-capture-lost: stall",
                        "on-capture-lost: degrade-after 30",
                        "34:26: MUS-1011 'degrade-after 30' is not a policy for lost capture; for example stall or degrade-after 30s"),
                broken(
                        "ship: stream",
                        "ship: [ stream ]",
                        "31:15: MUS-1010 'components.orders-db.protect.logs.ship' must be a way of shipping, for example stream or every 10s, not a list"),
                broken(
                        "depends-on: [ orders-db ]",
                        "depends-on: orders-db",
                        "45:17: MUS-1010 'components.shop.depends-on' must be a list, for example [ my-component ], not a single value; write depends-on: [ orders-db ]"),
                broken(
                        "      user: muster\n",
                        "",
                        "22:5: MUS-1009 'components.orders-db.connection' needs the key 'user'; add user: some text"),
                broken(
                        "    kind: door\n",
                        "",
                        "50:3: MUS-1009 'components.front' needs the key 'kind'; add kind: postgresql"),
                broken(
                        "    kind: door",
                        "    kind: dor",
                        "51:11: MUS-1021 unknown kind 'dor'; did you mean 'door'?"),
                broken(
                        "depends-on: [ orders-db ]",
                        "depends-on: [ orders ]",
                        "45:19: MUS-1012 no component is named 'orders'; did you mean 'orders-db'?"),
                broken(
                        "capture-from: south",
                        "capture-from: sout",
                        "30:23: MUS-1012 no region is named 'sout'; did you mean 'south'?"),
                broken(
                        "vault: main\n",
                        "vault: man\n",
                        "27:14: MUS-1012 no vault is named 'man'; did you mean 'main'?"),
                broken(
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    approvals: [ { by: [ yu ] } ]\n",
                        "61:26: MUS-1012 no contact is named 'yu'; did you mean 'you'?"),
                broken(
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    approvals: [ { by: [ you ], within: 0s } ]\n",
                        "61:33: MUS-1022 'scenarios.region-loss.approvals.0.within' must be more than nothing; write for example within: 5s"),
                broken(
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    max-in-flight: 0\n",
                        "61:5: MUS-1022 max-in-flight is at least 1, not 0; write max-in-flight: 1"),
                broken(
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    limits: [ { kind: door, max: 0 } ]\n",
                        "61:29: MUS-1022 max is at least 1, not 0; write max: 1"),
                broken(
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    limits: [ { kind: dor, max: 1 } ]\n",
                        "61:17: MUS-1022 no component is of kind 'dor'; one of: database, door, service"),
                broken(
                        "email: you@example.com }",
                        "email: you@example.com, keys: [ ssh-dss AAAA ] }",
                        "15:53: MUS-1011 'ssh-dss AAAA' is not a public key of OpenSSH: keys are of type ssh-ed25519, ecdsa-sha2-nistp256, -nistp384, -nistp521 or ssh-rsa; for example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5..."),
                broken(
                        "when: [ shop-down ]",
                        "when: [ shop-dwn ]",
                        "61:24: MUS-1012 no probe is named 'shop-dwn'; did you mean 'shop-down'?"),
                broken(
                        "{ scenario: region-loss",
                        "{ scenario: region-los",
                        "69:24: MUS-1012 no scenario is named 'region-los'; did you mean 'region-loss'?"),
                broken(
                        "    tier: critical\n    rto: 70s",
                        "    tier: critcal\n    rto: 70s",
                        "52:11: MUS-1012 no tier is named 'critcal'; did you mean 'critical'?"),
                broken(
                        "    owner: you\n    depends-on: [ shop ]",
                        "    owner: yu\n    depends-on: [ shop ]",
                        "54:12: MUS-1012 no contact is named 'yu'; did you mean 'you'?"),
                broken(
                        "recover-in: [ south ]",
                        "recover-in: [ north ]",
                        "60:19: MUS-1015 scenario 'region-loss' loses region 'north' and cannot recover there; name another region"),
                broken(
                        "    depends-on: [ orders-db ]",
                        "    depends-on: [ front ]",
                        "45:19: MUS-1014 components depend on each other: shop -> front -> shop; remove one of these links"),
                broken(
                        "full: \"0 */6 * * *\"",
                        "full: \"0 */6 * *\"",
                        "28:13: MUS-1016 '0 */6 * *' is not a schedule in five cron fields, in UTC; for example '0 */6 * * *'"),
                broken(
                        "full: \"0 */6 * * *\"",
                        "full: \"0 0 30 2 *\"",
                        "28:13: MUS-1016 '0 0 30 2 *' is not a schedule in five cron fields, in UTC: no such day ever comes; for example '0 */6 * * *'"),
                broken(
                        "http: http://127.0.0.1:8000/health",
                        "http: ftp://127.0.0.1/health",
                        "64:11: MUS-1017 'ftp://127.0.0.1/health' is not an http or https URL; for example https://shop.example.com/health"),
                broken(
                        "http: http://127.0.0.1:8000/health",
                        "http: http://me:secret@host/",
                        "64:11: MUS-1017 'http://***@host/' is not an http or https URL: a user or password must not stand in a URL; for example https://shop.example.com/health"),
                broken(
                        "url: file:///srv/north/vault",
                        "url: file://srv/north/vault",
                        "10:10: MUS-1017 'file://srv/north/vault' is not the address of a vault; for example file:///var/lib/muster/vault or s3://bucket/prefix?region=eu-west-3"),
                broken(
                        "  you: {",
                        "  You: {",
                        "15:3: MUS-1013 'You' is not the name of a contact: names are 1 to 63 lower-case letters, digits and inner hyphens; for example my-contact"),
                broken(
                        "password: \"${env:ORDERS_DB_PASSWORD}\"",
                        "password: hunter2",
                        "25:17: MUS-1020 'password' is a secret and must not stand in the file; write '${env:NAME}', '${file:/path}' or '${vault:NAME}'"),
                broken(
                        "${env:ORDERS_DB_PASSWORD}",
                        "${evn:ORDERS_DB_PASSWORD}",
                        "25:17: MUS-1018 'evn' is no source of values; did you mean 'env'? (a real '${' before a colon is written '$${')"),
                broken(
                        "host: db1",
                        "host: \"${vault:HOST}\"",
                        "23:13: MUS-1018 '${vault:HOST}' is a secret, but this value is shown; seal only values of keys that hold secrets"),
                broken(
                        "host: db1",
                        "host: \"${env:HOST\"",
                        "23:13: MUS-1018 '${env:HOST' is not complete; write for example '${env:NAME}'"),
                broken(
                        "lose: { region: north }",
                        "lose: { }",
                        "59:5: MUS-1022 'scenarios.region-loss.lose' must name either a region or a component; write for example lose: { region: NAME }"),
                broken(
                        "    recover-in: [ south ]\n",
                        "",
                        "58:3: MUS-1009 'scenarios.region-loss' loses a region and must say where the system comes back; add recover-in: [ REGION ]"),
                broken(
                        "for: 3s,",
                        "for: 3s, agree: 2,",
                        "61:46: MUS-1022 agree: 2 asks for more places than probe 'shop-down' is asked from (1); add places to 'from' of the probe, or lower agree"),
                broken(
                        "every: 500ms",
                        "every: 0s",
                        "65:5: MUS-1022 'probes.shop-down.every' must be more than nothing; write for example every: 5s"),
                broken(
                        "name: You",
                        "name:",
                        "15:15: MUS-1011 'name' has no value; expected a text, for example some text; write a value, or remove the key"),
                broken(
                        "strategy: shop",
                        "strategy: My Shop",
                        "1:11: MUS-1013 'My Shop' is not the name of a system: names are 1 to 63 lower-case letters, digits and inner hyphens; for example my-system"),
                broken(
                        "  you: { name: You",
                        "  you: { then: you, name: You",
                        "15:16: MUS-1014 contacts escalate in a circle: you -> you; remove one of these links"));
    }

    private static Arguments broken(String part, String replacement, String line) {
        return Arguments.of(part, replacement, "muster.yaml:" + line);
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void eachBreakageIsToldAtItsPlace(String part, String replacement, String line) {
        assertThat(Shop.problems(Shop.with(part, replacement)))
                .extracting(Problem::toString)
                .contains(line);
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheText() {
        String text = Shop.with("{ rpo: 5s, rto: 60s }", "{ rpo: 5, rto: 60s }");
        text = Shop.replace(text, "capture-from: south", "capture-from: sout");
        text = Shop.replace(text, "    kind: door", "    kind: dor");
        text = Shop.replace(text, "when: [ shop-down ]", "when: [ ]");
        text = Shop.replace(text, "{ scenario: region-loss", "{ scenario: region-los");
        assertThat(Shop.problems(text))
                .extracting(problem -> problem.place().line())
                .containsExactly(3, 30, 51, 61, 69);
    }

    @Test
    void cycleIsToldEvenWhereItsComponentsHaveProblemsOfTheirOwn() {
        String text = Shop.with("    depends-on: [ orders-db ]", "    depends-on: [ front ]");
        text = Shop.replace(text, "port: 8000", "port: none");
        assertThat(Shop.problems(text))
                .extracting(problem -> problem.code().id())
                .containsExactly("MUS-1014", "MUS-1011");
    }

    @Test
    void valueOfAVariableIsNeverPrinted() {
        List<Problem> problems = Shop.problems(Shop.with("port: 8000", "port: \"${env:SECRET}\""));
        assertThat(problems)
                .singleElement()
                .asString()
                .doesNotContain("value-of")
                .contains("'${env:SECRET}' is not a port");
    }

    @Test
    void sameNameInTwoFilesIsToldWithBothPlaces() {
        Reading reading =
                new StrategyReader(Shop.KINDS)
                        .read(
                                Map.of(
                                        "a.yaml",
                                        Shop.text(),
                                        "b.yaml",
                                        "regions:\n  north: { provider: local }\n"),
                                Shop.VARIABLES);
        assertThat(((Reading.Refused) reading).text())
                .isEqualTo(
                        "b.yaml:2:3: MUS-1008 'north' stands twice under 'regions'; the first one is at a.yaml:6:3");
    }

    @Test
    void twoFilesCannotBothNameTheStrategy() {
        Reading reading =
                new StrategyReader(Shop.KINDS)
                        .read(
                                Map.of("a.yaml", Shop.text(), "b.yaml", "strategy: other\n"),
                                Shop.VARIABLES);
        assertThat(((Reading.Refused) reading).text())
                .isEqualTo(
                        "b.yaml:1:1: MUS-1007 the key 'strategy' stands twice; the first one is at a.yaml:1:1");
    }

    @Test
    void noFileAtAllIsAProblem() {
        Reading reading = new StrategyReader(Shop.KINDS).read(Map.of(), Shop.VARIABLES);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void codesAreRegisteredOnce() {
        assertThat(StrategyErrors.all()).doesNotHaveDuplicates();
        assertThat(StrategyErrors.all()).extracting(code -> code.id()).doesNotHaveDuplicates();
    }
}
