package dev.muster.documents.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.diagram.Geometry.Box;
import dev.muster.documents.diagram.Geometry.Path;
import dev.muster.documents.diagram.Geometry.Point;
import dev.muster.documents.diagram.Topology.Flow;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import dev.muster.documents.diagram.Topology.State;
import dev.muster.model.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MapLayoutTest {
    private static final double WIDTH = 160;

    @Test
    void nodesStandApartAndInsideTheirRegion() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Topology topology = topology(random, 1 + random.nextInt(4), 2 + random.nextInt(12));
            MapLayout layout = MapLayout.of(topology, WIDTH);
            String told = "seed %d, round %d".formatted(seed, round);
            List<Node> nodes = topology.nodes();
            for (Node node : nodes) {
                Box box = layout.nodes().get(node.id());
                assertThat(box.right()).as(told).isLessThanOrEqualTo(layout.width());
                assertThat(box.bottom()).as(told).isLessThanOrEqualTo(layout.height());
                node.region()
                        .ifPresent(region ->
                                assertThat(contains(layout.frames().get(region), box))
                                        .as("%s: %s in its frame", told, node.id())
                                        .isTrue());
                for (Node other : nodes) {
                    if (!other.equals(node)) {
                        assertThat(overlap(box, layout.nodes().get(other.id())))
                                .as("%s: %s over %s", told, node.id(), other.id())
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void noLineRunsThroughANode() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Topology topology = topology(random, 1 + random.nextInt(4), 2 + random.nextInt(10));
            MapLayout layout = MapLayout.of(topology, WIDTH);
            assertThat(layout.paths().keySet())
                    .containsExactlyInAnyOrderElementsOf(topology.links());
            layout.paths()
                    .forEach((link, path) ->
                            layout.nodes()
                                    .forEach((id, box) ->
                                            assertThat(crosses(path, box))
                                                    .as(
                                                            "seed %d: %s through" + " %s",
                                                            seed, link, id)
                                                    .isFalse()));
        }
    }

    @Test
    void linesBeginAndEndAtTheirNodes() {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            Topology topology = topology(random, 1 + random.nextInt(4), 2 + random.nextInt(10));
            MapLayout layout = MapLayout.of(topology, WIDTH);
            layout.paths()
                    .forEach((link, path) -> {
                        assertThat(
                                        touches(
                                                layout.nodes().get(link.from()),
                                                path.points().getFirst()))
                                .as("%s begins", link)
                                .isTrue();
                        assertThat(touches(layout.nodes().get(link.to()), path.points().getLast()))
                                .as("%s ends", link)
                                .isTrue();
                    });
        }
    }

    @Test
    void thirtyNodesInTwoRegionsAreReadableOnA4() {
        List<Node> nodes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (String region : List.of("north", "south")) {
            for (int at = 0; at < 15; at++) {
                nodes.add(node(region + at, region));
                if (at > 0) {
                    links.add(new Link(region + (at - 1) / 3, region + at, Flow.DEPENDS, ""));
                }
            }
        }
        Topology topology =
                new Topology(
                        List.of(new RegionId("north"), new RegionId("south")),
                        Set.of(),
                        nodes,
                        links);
        MapLayout layout = MapLayout.of(topology, 190);
        // 180 mm wide; letters of 13.5 units are then at least 6 points high
        assertThat(13.5 * 180 / layout.width()).isGreaterThan(6 * 0.3528);
        assertThat(layout.height() * 180 / layout.width()).as("mm high").isLessThan(500);
    }

    private static Node node(String id, String region) {
        return new Node(
                id,
                region.isEmpty() ? Optional.empty() : Optional.of(new RegionId(region)),
                Icons.BOX,
                id,
                "thing",
                State.RUNNING);
    }

    private static Topology topology(Random random, int regions, int size) {
        List<RegionId> all = new ArrayList<>();
        for (int at = 0; at < regions; at++) {
            all.add(new RegionId("r" + at));
        }
        List<Node> nodes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (int at = 0; at < size; at++) {
            int region = random.nextInt(regions + 1);
            nodes.add(node("n" + at, region == regions ? "" : "r" + region));
            for (int other = 0; other < at; other++) {
                if (random.nextInt(3) == 0) {
                    links.add(new Link("n" + other, "n" + at, Flow.DEPENDS, "l"));
                }
            }
        }
        return new Topology(all, Set.of(), nodes, links);
    }

    private static boolean contains(Box outer, Box inner) {
        return inner.x() >= outer.x()
                && inner.right() <= outer.right()
                && inner.y() >= outer.y()
                && inner.bottom() <= outer.bottom();
    }

    private static boolean overlap(Box one, Box other) {
        return one.x() < other.right()
                && other.x() < one.right()
                && one.y() < other.bottom()
                && other.y() < one.bottom();
    }

    private static boolean touches(Box box, Point point) {
        return contains(
                new Box(box.x() - 0.5, box.y() - 0.5, box.width() + 1, box.height() + 1),
                new Box(point.x(), point.y(), 0, 0));
    }

    private static boolean crosses(Path path, Box box) {
        Box core = new Box(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2);
        for (int at = 1; at < path.points().size(); at++) {
            Point from = path.points().get(at - 1);
            Point to = path.points().get(at);
            Box segment =
                    new Box(
                            Math.min(from.x(), to.x()),
                            Math.min(from.y(), to.y()),
                            Math.abs(from.x() - to.x()),
                            Math.abs(from.y() - to.y()));
            boolean meets =
                    segment.x() <= core.right()
                            && core.x() <= segment.right()
                            && segment.y() <= core.bottom()
                            && core.y() <= segment.bottom();
            if (meets) {
                return true;
            }
        }
        return false;
    }
}
