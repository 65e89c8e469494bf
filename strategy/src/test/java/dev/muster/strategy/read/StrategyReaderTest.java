package dev.muster.strategy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.ComponentKind;
import dev.muster.kind.Look;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Recovery;
import dev.muster.kind.Shipping;
import dev.muster.kind.named.NamedKind;
import dev.muster.kind.named.NamedKinds;
import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.model.DrillId;
import dev.muster.model.MusterException;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Drill;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Reaction;
import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.DatabaseKind;
import dev.muster.strategy.testing.Shop;
import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyReaderTest {
    private final Strategy shop = Shop.strategy(Shop.text());

    private Component<?> component(String id) {
        return shop.components().get(new ComponentId(id));
    }

    @Test
    void componentsKeepTheOrderOfTheFileAndTheirKinds() {
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.components().keySet())
                .map(ComponentId::value)
                .containsExactly("orders-db", "shop", "front");
        assertThat(component("orders-db").kind()).isInstanceOf(DatabaseKind.class);
    }

    @Test
    void objectivesComeFromTheTierUnlessTheComponentSaysOtherwise() {
        assertThat(component("orders-db").rpo()).contains(Duration.ofSeconds(5));
        assertThat(component("orders-db").rto()).contains(Duration.ofSeconds(60));
        assertThat(component("front").rpo()).contains(Duration.ofSeconds(5));
        assertThat(component("front").rto()).contains(Duration.ofSeconds(70));
        assertThat(component("front").tier()).contains("critical");
    }

    @Test
    void recoverIsSharedByTheCommonKeysAndThoseOfTheKind() {
        Component<?> database = component("orders-db");
        assertThat(database.recovery().in()).contains(new RegionId("south"));
        assertThat(database.recovery().method()).contains(Recovery.Method.RESTORE);
        DatabaseKind.Recover recover =
                ((DatabaseKind.Settings) database.settings()).recover().orElseThrow();
        assertThat(recover.server().port()).isEqualTo(new Port(5433));
        assertThat(recover.verify()).containsExactly("select count(*) > 0 from orders");
    }

    @Test
    void anOptionalPartOfTheKindIsAbsentWhereOnlyCommonKeysAreWritten() {
        Strategy bare =
                Shop.strategy(
                        Shop.replace(
                                Shop.with(
                                        "      server: { data: /srv/south/orders-db, port: 5433 }\n",
                                        ""),
                                "      verify: [ \"select count(*) > 0 from orders\" ]\n",
                                ""));
        Component<?> database = bare.components().get(new ComponentId("orders-db"));
        assertThat(((DatabaseKind.Settings) database.settings()).recover()).isEmpty();
        assertThat(database.recovery().in()).contains(new RegionId("south"));
    }

    @Test
    void protectionIsReadWithItsDefaults() {
        Strategy lean =
                Shop.strategy(
                        Shop.replace(
                                Shop.with("        ship: stream\n        durability: region\n", ""),
                                "        on-capture-lost: stall\n",
                                ""));
        var logs =
                lean.components()
                        .get(new ComponentId("orders-db"))
                        .protection()
                        .flatMap(protection -> protection.logs())
                        .orElseThrow();
        assertThat(logs.ship()).isEqualTo(new Shipping.Stream());
        assertThat(logs.onCaptureLost()).isEqualTo(new OnCaptureLost.Stall());
        assertThat(logs.synchronous()).isTrue();
        assertThat(logs.captureFrom()).isEqualTo(new RegionId("south"));
    }

    @Test
    void howMuchIsDoneSideBySideIsRead() {
        assertThat(shop.scenarios().get(new ScenarioId("region-loss")).pace())
                .isEqualTo(Scenario.Pace.DEFAULT);
        Scenario held =
                Shop.strategy(
                                Shop.with(
                                        "    recover-in: [ south ]\n",
                                        "    recover-in: [ south ]\n    max-in-flight: 4\n"
                                                + "    limits: [ { kind: database, max: 1 } ]\n"))
                        .scenarios()
                        .get(new ScenarioId("region-loss"));
        assertThat(held.pace().maxInFlight()).isEqualTo(4);
        assertThat(held.pace().limits()).containsEntry("database", 1).hasSize(1);
    }

    @Test
    void scenariosProbesVaultsAndDrillsAreRead() {
        Scenario scenario = shop.scenarios().get(new ScenarioId("region-loss"));
        assertThat(scenario.loss()).isEqualTo(new Scenario.Loss.OfRegion(new RegionId("north")));
        assertThat(scenario.recoverIn()).containsExactly(new RegionId("south"));
        assertThat(scenario.trigger())
                .contains(
                        new Scenario.Trigger(
                                List.of(new ProbeId("shop-down")),
                                1,
                                Duration.ofSeconds(3),
                                Reaction.START));
        assertThat(shop.vaults().get(new VaultId("main")).copies())
                .extracting(copy -> copy.region().value())
                .containsExactly("north", "south");
        Drill drill = shop.drills().get(new DrillId("monthly"));
        assertThat(drill.mode()).isEqualTo(Drill.Mode.LIVE);
        assertThat(drill.schedule()).contains("0 9 1 * *");
    }

    @Test
    void digestOfOneFileIsItsSha256() {
        assertThat(shop.digest()).isEqualTo(Digest.of(Shop.text()));
    }

    @Test
    void secretsAreRevealedToServersOnlyAndTheirReferencesAreKept() {
        DatabaseKind.Settings settings = (DatabaseKind.Settings) component("orders-db").settings();
        assertThat(settings.connection().password().reveal())
                .isEqualTo("value-of-ORDERS_DB_PASSWORD");
        assertThat(shop.toString()).doesNotContain("value-of");
        assertThat(shop.secrets())
                .singleElement()
                .satisfies(reference -> {
                    assertThat(reference.source()).isEqualTo(Source.ENV);
                    assertThat(reference.toString()).isEqualTo("${env:ORDERS_DB_PASSWORD}");
                    assertThat(reference.path())
                            .containsExactly("components", "orders-db", "connection", "password");
                });
    }

    @Test
    void secretThatNobodyCanLookUpWaitsUntilItIsNeeded() {
        StrategyReader reader = new StrategyReader(Shop.KINDS);
        Strategy read =
                reader.read(Map.of("muster.yaml", Shop.text()), Variables.NONE)
                        .orThrow()
                        .strategy();
        DatabaseKind.Settings settings =
                (DatabaseKind.Settings)
                        read.components().get(new ComponentId("orders-db")).settings();
        assertThat(settings.connection().password().isResolved()).isFalse();
        assertThatThrownBy(() -> settings.connection().password().reveal())
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("${env:ORDERS_DB_PASSWORD}");
    }

    @Test
    void patientVariablesTurnAMissingSecretIntoAWaitingOne() {
        Variables missing = (_, _) -> new Variables.Answer.Missing("is not set");
        StrategyReader reader = new StrategyReader(Shop.KINDS);
        Map<String, String> texts = Map.of("muster.yaml", Shop.text());
        assertThat(reader.read(texts, missing)).isInstanceOf(Reading.Refused.class);
        assertThat(reader.read(texts, missing.patient())).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void referencesWithoutAColonAreLeftToTheKind() {
        assertThat(component("shop").settings().toString()).contains("${orders-db.port}");
    }

    @Test
    void valuesOfVariablesTakePartInOrdinaryValues() {
        Variables variables =
                (_, name) -> new Variables.Answer.Value(name.equals("PORT") ? "9000" : "x");
        String text =
                Shop.replace(
                        Shop.with("port: 8000", "port: \"${env:PORT}\""),
                        "folder: /srv/north",
                        "folder: \"/srv/${env:A}/$${env:B}\"");
        Strategy read =
                new StrategyReader(Shop.KINDS)
                        .read(Map.of("muster.yaml", text), variables)
                        .orThrow()
                        .strategy();
        assertThat(read.components().get(new ComponentId("front")).settings().toString())
                .contains("9000");
        assertThat(read.regions().get(new RegionId("north")).folder()).contains("/srv/x/${env:B}");
    }

    @Test
    void filesOfAFolderAreMergedSectionBySection() {
        String text = Shop.text();
        int cut = text.indexOf("  front:\n");
        int end = text.indexOf("scenarios:\n");
        String front = "components:\n" + text.substring(cut, end);
        String rest = text.substring(0, cut) + text.substring(end);
        Reading reading =
                new StrategyReader(Shop.KINDS)
                        .read(Map.of("a.yaml", rest, "b.yaml", front), Shop.VARIABLES);
        Reading.Accepted accepted = reading.orThrow();
        assertThat(accepted.strategy().components()).hasSize(3);
        assertThat(accepted.places().of(List.of("components", "front", "rto")))
                .isEqualTo(new Place("b.yaml", 5, 5));
        assertThat(accepted.strategy().digest()).isNotEqualTo(shop.digest());
    }

    @Test
    void placesLeadToTheKeyOrToTheLastOneThatIsThere() {
        Places places = Shop.read(Shop.text()).orThrow().places();
        assertThat(places.of(List.of("tiers", "critical", "rto"))).hasToString("muster.yaml:3:24");
        assertThat(places.of(List.of("components", "front", "protect", "full")))
                .hasToString("muster.yaml:50:3");
        assertThat(places.of(List.of("vaults", "main", "copies", "0", "region")))
                .hasToString("muster.yaml:13:43");
        assertThat(places.of(List.of())).hasToString("muster.yaml:1:1");
    }

    @Test
    void booleansAndTimesOfOldYamlAreText() {
        Strategy read =
                Shop.strategy(
                        Shop.with("name: You,", "name: no,").replace("/srv/north }", "1:20 }"));
        assertThat(read.contacts().values())
                .extracting(contact -> contact.name())
                .containsExactly("no");
        assertThat(read.regions().get(new RegionId("north")).folder()).contains("1:20");
    }

    @Test
    void withoutAProviderAnyKeyIsTakenButThoseOfAllComponentsAreChecked() {
        String ledger = "  books: { kind: ledger, brand: { of: [ 1, 2 ] }, region: north }\n";
        Component<?> books =
                Shop.strategy(Shop.with("scenarios:\n", ledger + "scenarios:\n"))
                        .components()
                        .get(new ComponentId("books"));
        assertThat(books.kind().provided()).isFalse();
        assertThat(books.region()).contains(new RegionId("north"));
        String wrong = "  books: { kind: ledger, takes: soon, region: nowhere }\n";
        assertThat(Shop.problems(Shop.with("scenarios:\n", wrong + "scenarios:\n")))
                .extracting(Problem::message)
                .hasSize(2)
                .anyMatch(message -> message.contains("soon"))
                .anyMatch(message -> message.contains("nowhere"));
    }

    @Test
    void aKindIsNoLongerOneOfThoseByNameWhenItsProviderComes() {
        List<ComponentKind<?>> all =
                NamedKinds.after(
                        List.of(new NamedKind("s3", "Provided.", true, new Look("folder", "S3"))));
        assertThat(all)
                .extracting(ComponentKind::name)
                .contains("s3", "rds")
                .doesNotHaveDuplicates();
        assertThat(all.getFirst().summary()).isEqualTo("Provided.");
    }
}
