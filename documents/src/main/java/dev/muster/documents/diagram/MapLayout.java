package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Geometry.Box;
import dev.muster.documents.diagram.Geometry.Path;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import dev.muster.model.RegionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.elk.core.options.Direction;

/// The whole drawing laid out: regions as frames one below the other, what stands outside at their
/// left, and the links between frames in the gaps beside them, so that they cross no node.
///
/// @param frames by region
/// @param nodes by id
/// @param paths from each link's `from` to its `to`
record MapLayout(
        Map<RegionId, Box> frames,
        Map<String, Box> nodes,
        Map<Link, Path> paths,
        double width,
        double height) {
    static final double PAD_TOP = 40;
    private static final double PAD_SIDE = 22;
    private static final double PAD_BOTTOM = 20;
    private static final double LANE = 26;
    private static final double GUTTER_LANE = 14;

    MapLayout {
        frames = new LinkedHashMap<>(frames);
        nodes = new LinkedHashMap<>(nodes);
        paths = new LinkedHashMap<>(paths);
    }

    static MapLayout of(Topology topology, double nodeWidth) {
        return new Builder(topology, nodeWidth).build();
    }

    /// Places frames, then routes.
    private static final class Builder {
        private final Topology topology;
        private final List<RegionId> regions;
        private final Map<RegionId, GroupLayout> inside = new LinkedHashMap<>();
        private final GroupLayout outside;
        private final Map<RegionId, Box> frames = new LinkedHashMap<>();
        private final Map<String, Box> nodes = new LinkedHashMap<>();
        private final Map<Link, Path> paths = new LinkedHashMap<>();

        Builder(Topology topology, double nodeWidth) {
            this.topology = topology;
            this.regions = topology.regions();
            for (RegionId region : regions) {
                inside.put(
                        region,
                        GroupLayout.of(
                                reachedFromAboveFirst(region),
                                topology.links(),
                                nodeWidth,
                                Direction.RIGHT));
            }
            this.outside =
                    GroupLayout.of(
                            topology.in(Optional.empty()),
                            topology.links(),
                            nodeWidth,
                            Direction.DOWN);
        }

        /// So that lines from the frames above come straight down.
        private List<Node> reachedFromAboveFirst(RegionId region) {
            int row = regions.indexOf(region);
            return topology.in(Optional.of(region)).stream()
                    .sorted(Comparator.comparing(node -> !isReachedFromAbove(node, row)))
                    .toList();
        }

        private boolean isReachedFromAbove(Node node, int row) {
            return topology.links().stream()
                    .filter(link -> link.from().equals(node.id()) || link.to().equals(node.id()))
                    .flatMap(link -> Stream.of(link.from(), link.to()))
                    .map(end -> topology.node(end).region().map(regions::indexOf).orElse(row))
                    .anyMatch(other -> other < row);
        }

        MapLayout build() {
            List<Link> crossing =
                    topology.links().stream().filter(link -> !isInside(link)).toList();
            CrossLinks cross = new CrossLinks(topology, crossing);
            double gutter = outside.nodes().isEmpty() ? 0 : 34 + cross.fromOutside() * GUTTER_LANE;
            double left = outside.width() + gutter;
            double height = stack(cross, left);
            placeOutside(crossing);
            cross.route(frames, nodes, outside.width() + 20).forEach(paths::put);
            double frameWidth = frames.values().stream().mapToDouble(Box::width).max().orElse(0);
            double right = left + frameWidth + cross.besideLanes() * GUTTER_LANE + 2;
            double lowest = nodes.values().stream().mapToDouble(Box::bottom).max().orElse(0);
            return new MapLayout(frames, nodes, paths, right, Math.max(height, lowest + 2));
        }

        private boolean isInside(Link link) {
            return topology.node(link.from()).region().equals(topology.node(link.to()).region());
        }

        private double stack(CrossLinks cross, double left) {
            double width =
                    inside.values().stream().mapToDouble(GroupLayout::width).max().orElse(0)
                            + 2 * PAD_SIDE;
            double y = 1;
            for (int at = 0; at < regions.size(); at++) {
                y += gap(cross, at);
                GroupLayout group = Geometry.placed(inside, regions.get(at));
                double height = group.height() + PAD_TOP + PAD_BOTTOM;
                frames.put(regions.get(at), new Box(left, y, width, height));
                place(group, left + PAD_SIDE, y + PAD_TOP);
                y += height;
            }
            return y + gap(cross, regions.size()) + 1;
        }

        private double gap(CrossLinks cross, int above) {
            int lanes = cross.lanes(above);
            boolean atEdge = above == 0 || above == regions.size();
            return lanes == 0 ? (atEdge ? 0 : 20) : 14 + lanes * LANE;
        }

        private void place(GroupLayout group, double x, double y) {
            group.nodes().forEach((id, box) -> nodes.put(id, box.plus(x, y)));
            group.paths().forEach((link, path) -> paths.put(link, path.plus(x, y)));
        }

        /// As high as what it leads to, so that the most important line of all is straight.
        private void placeOutside(List<Link> crossing) {
            List<Double> heights = new ArrayList<>();
            List<Double> own = new ArrayList<>();
            for (Link link : crossing) {
                for (String end : List.of(link.from(), link.to())) {
                    Box here = outside.nodes().get(end);
                    if (here != null) {
                        own.add(here.middle());
                    } else if (isOutside(link.from()) || isOutside(link.to())) {
                        heights.add(Geometry.placed(nodes, end).middle());
                    }
                }
            }
            double y = Math.max(1, average(heights) - average(own));
            place(outside, 1, y);
        }

        private boolean isOutside(String id) {
            return topology.node(id).region().isEmpty();
        }

        private static double average(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    static double laneY(Box frameBelow, int lane) {
        return frameBelow.y() - 20 - lane * LANE;
    }

    static double laneYBelow(Box lastFrame, int lane) {
        return lastFrame.bottom() + 20 + lane * LANE;
    }
}
