package dev.muster.app;

import dev.muster.cli.Call;
import dev.muster.cli.site.Sites;
import dev.muster.cli.verb.DemoVerb;
import dev.muster.demo.story.DemoNews;
import dev.muster.demo.story.DemoParts;
import dev.muster.demo.story.DemoStory;
import dev.muster.demo.world.DemoHome;
import dev.muster.demo.world.DemoNames;
import dev.muster.demo.world.DemoPrograms;
import dev.muster.demo.world.DemoSeat;
import dev.muster.operations.Site;
import dev.muster.provider.local.door.FrontDoorMain;
import dev.muster.servers.PostgresqlBinaries;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// Sets the demo up: it is made of this very program.
final class DemoStage implements DemoVerb.Stage {
    private final Sites sites;
    private final DemoNames names;

    DemoStage(Sites sites, DemoNames names) {
        this.sites = sites;
        this.names = names;
    }

    @Override
    public DemoStory story(Call call, Consumer<DemoNews> news) throws InterruptedException {
        Path postgresql =
                PostgresqlBinaries.embedded(call.around().places().cache().resolve("servers"))
                        .bin();
        DemoPrograms programs =
                new DemoPrograms(
                        java(),
                        System.getProperty("java.class.path"),
                        FrontDoorMain.class.getName(),
                        postgresql);
        return new DemoStory(
                DemoHome.of(call.around().environment()),
                names,
                programs,
                new Parts(sites, call),
                new Random(),
                call.timing(),
                news);
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private record Parts(Sites sites, Call call) implements DemoParts {
        @Override
        public Site open(DemoSeat seat) {
            Map<String, String> environment = new HashMap<>(call.around().environment());
            environment.put("MUSTER_HOME", seat.state().toString());
            environment.put("XDG_CONFIG_HOME", seat.config().toString());
            return sites.open(seat.strategy(), environment, call);
        }

        @Override
        public List<String> serve(DemoSeat seat) {
            List<String> command = new ArrayList<>(List.of(java().toString()));
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(
                    List.of(
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "--no-color",
                            "--strategy",
                            seat.strategy().toString(),
                            "serve"));
            return command;
        }
    }
}
