package dev.muster.demo.world;

import dev.muster.demo.client.OutsideClientMain;
import dev.muster.demo.shop.Shop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the programs of the demo are started.
///
/// @param java the program `java`
/// @param classPath with everything that the demo is made of
/// @param frontDoor the main class of the front door
/// @param postgresql the folder with `postgres`, `initdb` and `pg_ctl`
public record DemoPrograms(Path java, String classPath, String frontDoor, Path postgresql) {
    /// Small programs that shall be there soon.
    private static final List<String> QUICK =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", "-Xss256k");

    private List<String> command(String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(QUICK);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    /// As it stands in the strategy.
    List<String> shop() {
        return command(Shop.class.getName(), List.of());
    }

    /// As it stands in the strategy, with placeholders that Muster fills in.
    static Map<String, String> shopEnvironment(DemoLayout layout) {
        String database = layout.names().database().value();
        Map<String, String> environment = new TreeMap<>();
        environment.put("PORT", "${port}");
        environment.put("REGION", "${region}");
        environment.put("DATABASE_HOST", "${" + database + ".host}");
        environment.put("DATABASE_PORT", "${" + database + ".port}");
        environment.put("DATABASE_NAME", Schema.DATABASE);
        environment.put("DATABASE_USER", Schema.APPLICATION);
        environment.put(
                "DATABASE_PASSWORD_FILE",
                layout.applicationPassword(layout.folder().resolve("${region}")).toString());
        return environment;
    }

    /// The same as the strategy says it for the northern region, filled in.
    static Map<String, String> shopEnvironmentInNorth(DemoLayout layout) {
        Map<String, String> environment = new TreeMap<>();
        String database = layout.names().database().value();
        shopEnvironment(layout)
                .forEach((name, value) ->
                        environment.put(
                                name,
                                value.replace("${region}", layout.names().north().value())
                                        .replace(
                                                "${port}",
                                                Integer.toString(layout.applicationNorth().port()))
                                        .replace(
                                                "${" + database + ".host}",
                                                layout.databaseNorth().host())
                                        .replace(
                                                "${" + database + ".port}",
                                                Integer.toString(layout.databaseNorth().port()))));
        return environment;
    }

    List<String> frontDoor(DemoLayout layout) {
        return command(
                frontDoor,
                List.of(
                        "--listen",
                        layout.front().toString(),
                        "--control",
                        Integer.toString(layout.frontControl().port()),
                        "--state",
                        layout.frontState().toString(),
                        "--token-file",
                        layout.frontToken().toString()));
    }

    List<String> client(DemoLayout layout, DemoLoad load) {
        return command(
                OutsideClientMain.class.getName(),
                List.of(
                        layout.publicAddress().toString(),
                        layout.ledger().toString(),
                        layout.answers().toString(),
                        Long.toString(Schema.FIRST_FREE_NUMBER),
                        Integer.toString(load.writers()),
                        Long.toString(load.orderEvery().toMillis())));
    }
}
