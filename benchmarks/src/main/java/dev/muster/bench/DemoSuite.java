package dev.muster.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How long the demo takes, how long its clients are without service, and what they lose.
final class DemoSuite implements Suite {
    private static final double WHOLE = 45;
    private static final double OUTAGE = 12;

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String description() {
        return "the demo: whole time, outage as the outside client saw it, lost orders";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        List<String> demo =
                List.of(lab.root().resolve("muster").toString(), "demo", "--output", "json");
        // builds, unpacks the server, and makes the cache
        lab.printed(demo);
        List<Double> whole = new ArrayList<>();
        List<Double> outage = new ArrayList<>();
        List<Double> lost = new ArrayList<>();
        for (int i = 0; i < (lab.quick() ? 1 : 5); i++) {
            Lab.Printed printed = lab.printed(demo);
            JsonNode answer = JsonMapper.shared().readTree(printed.text());
            whole.add(printed.seconds());
            outage.add(outage(answer.path("client")));
            lost.add(answer.path("lostCount").asDouble());
        }
        return List.of(
                new Figure("demo-median", Figure.percentile(whole, 0.5), "s", WHOLE, whole),
                new Figure("outage-median", Figure.percentile(outage, 0.5), "s", OUTAGE, outage),
                new Figure("outage-longest", Figure.percentile(outage, 1), "s", OUTAGE, outage),
                new Figure("lost-most", Figure.percentile(lost, 1), "orders", 0, lost));
    }

    private static double outage(JsonNode client) {
        Instant last = Instant.parse(client.path("lastGood").asString());
        Instant first = Instant.parse(client.path("firstGood").asString());
        return Duration.between(last, first).toNanos() / 1e9;
    }
}
