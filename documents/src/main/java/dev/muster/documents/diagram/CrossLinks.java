package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Geometry.Box;
import dev.muster.documents.diagram.Geometry.Path;
import dev.muster.documents.diagram.Geometry.Point;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import dev.muster.model.RegionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs the links between frames through the gaps between them.
///
/// A gap is named by the frame below it; the last one lies below all. Each link that uses a gap has
/// a lane of its own there. A node is left through its top or bottom where nothing of its frame
/// stands in the way, else through the channel beside its column.
final class CrossLinks {
    private static final double CHANNEL = 10;

    private final Topology topology;
    private final List<RegionId> regions;
    private final List<Trip> trips = new ArrayList<>();
    private final Map<Integer, Integer> lanes = new HashMap<>();
    private int outsideLanes;
    private int besideLanes;

    /// One link on its way.
    ///
    /// @param upper the end that is further up, or outside
    /// @param turned whether `upper` is the link's `to`
    /// @param leave the gap and lane that it uses first
    /// @param enter the gap and lane that it uses last; the same where frames are neighbours
    private record Trip(
            Link link,
            String upper,
            String lower,
            boolean turned,
            Use leave,
            Use enter,
            int beside) {}

    private record Use(int gap, int lane) {}

    CrossLinks(Topology topology, List<Link> links) {
        this.topology = topology;
        this.regions = topology.regions();
        links.forEach(this::add);
    }

    private void add(Link link) {
        int from = row(link.from());
        int to = row(link.to());
        boolean turned = from > to;
        String upper = turned ? link.to() : link.from();
        String lower = turned ? link.from() : link.to();
        int first = Math.min(from, to);
        int last = Math.max(from, to);
        if (first < 0) {
            // Whether the gap is needed is known only when the nodes stand; a lane costs little.
            trips.add(
                    new Trip(
                            link,
                            upper,
                            lower,
                            turned,
                            new Use(last, 0),
                            new Use(last, 0),
                            outsideLanes++));
            return;
        }
        Use leave = new Use(first + 1, nextLane(first + 1));
        if (last == first + 1) {
            trips.add(new Trip(link, upper, lower, turned, leave, leave, 0));
        } else {
            Use enter = new Use(last, nextLane(last));
            trips.add(new Trip(link, upper, lower, turned, leave, enter, ++besideLanes));
        }
    }

    private int nextLane(int gap) {
        return lanes.merge(gap, 1, Integer::sum) - 1;
    }

    /// The region's place from the top; -1 for outside.
    private int row(String id) {
        return topology.node(id).region().map(regions::indexOf).orElse(-1);
    }

    int lanes(int gap) {
        return lanes.getOrDefault(gap, 0);
    }

    int fromOutside() {
        return outsideLanes;
    }

    int besideLanes() {
        return besideLanes;
    }

    Map<Link, Path> route(Map<RegionId, Box> frames, Map<String, Box> nodes, double gutter) {
        Router router = new Router(frames, nodes, gutter);
        Map<Link, Path> paths = new LinkedHashMap<>();
        for (Trip trip : trips) {
            Path path = row(trip.upper()) < 0 ? router.fromOutside(trip) : router.between(trip);
            paths.put(trip.link(), trip.turned() ? path.reversed() : path);
        }
        return paths;
    }

    /// Knows where everything stands.
    private final class Router {
        private final Map<RegionId, Box> frames;
        private final Map<String, Box> nodes;
        private final double gutter;
        private final Map<String, Integer> taken = new HashMap<>();

        Router(Map<RegionId, Box> frames, Map<String, Box> nodes, double gutter) {
            this.frames = frames;
            this.nodes = nodes;
            this.gutter = gutter;
        }

        Path fromOutside(Trip trip) {
            Box start = box(trip.upper());
            Box end = box(trip.lower());
            double x = gutter + trip.beside() * 14;
            List<Point> points = new ArrayList<>();
            if (isFree(trip.upper(), false)) {
                points.add(new Point(start.right(), start.middle()));
            } else {
                points.add(new Point(start.right() - CHANNEL, start.bottom()));
                points.add(new Point(start.right() - CHANNEL, start.bottom() + CHANNEL));
            }
            points.add(new Point(x, points.getLast().y()));
            if (!isFree(trip.lower(), true)) {
                double y = frame(trip.lower()).y() + 34;
                points.add(new Point(x, y));
                points.add(new Point(end.x() - CHANNEL, y));
                points.add(new Point(end.x() - CHANNEL, end.y() + CHANNEL));
                points.add(new Point(end.x(), end.y() + CHANNEL));
            } else {
                points.add(new Point(x, end.middle()));
                points.add(new Point(end.x(), end.middle()));
            }
            return straightened(points);
        }

        Path between(Trip trip) {
            List<Point> down = exit(trip.upper(), true, trip);
            List<Point> up = exit(trip.lower(), false, trip);
            double x = down.getLast().x();
            double other = up.getLast().x();
            List<Point> points = new ArrayList<>(down);
            double first = laneY(trip.leave());
            double last = laneY(trip.enter());
            points.add(new Point(x, first));
            if (trip.beside() > 0) {
                double beside =
                        frames.values().stream().mapToDouble(Box::right).max().orElse(0)
                                + trip.beside() * 14
                                - 4;
                points.add(new Point(beside, first));
                points.add(new Point(beside, last));
            }
            points.add(new Point(other, last));
            points.addAll(up.reversed());
            return straightened(points);
        }

        /// The way out of a node towards the gap below or above its frame.
        private List<Point> exit(String id, boolean down, Trip trip) {
            Box box = box(id);
            if (isOpen(id, down)) {
                double x = slot(id, down, trip);
                return List.of(new Point(x, down ? box.bottom() : box.y()));
            }
            // eight lines share a channel before two of them lie on each other
            double side = down ? box.right() : box.x();
            String channel = topology.node(id).region() + "/" + Math.round(side);
            int number = (taken.merge(channel, 1, Integer::sum) - 1) % 8;
            int port = (taken.merge(id + "/side", 1, Integer::sum) - 1) % 6;
            double x = down ? side + CHANNEL + number * 4 : side - CHANNEL - number * 4;
            double y = box.bottom() - 10 - port * 6;
            return List.of(new Point(side, y), new Point(x, y));
        }

        /// Evenly along the side; two single links that face each other meet in a straight line.
        private double slot(String id, boolean down, Trip trip) {
            Box box = box(id);
            int number = taken.merge(id + "/" + down, 1, Integer::sum);
            long all = trips.stream().filter(other -> usesSide(other, id, down)).count();
            Box far = box(id.equals(trip.upper()) ? trip.lower() : trip.upper());
            double from = Math.max(box.x(), far.x());
            double to = Math.min(box.right(), far.right());
            if (all == 1 && trip.beside() == 0 && to - from > 40) {
                return (from + to) / 2;
            }
            return box.x() + box.width() * number / (all + 1);
        }

        private boolean usesSide(Trip trip, String id, boolean down) {
            return row(trip.upper()) >= 0
                    && (down ? trip.upper().equals(id) : trip.lower().equals(id));
        }

        private double laneY(Use use) {
            return use.gap() < regions.size()
                    ? MapLayout.laneY(Geometry.placed(frames, regions.get(use.gap())), use.lane())
                    : MapLayout.laneYBelow(Geometry.placed(frames, regions.getLast()), use.lane());
        }

        private boolean isOpen(String id, boolean down) {
            Box box = box(id);
            return neighbours(id).stream()
                    .noneMatch(other ->
                            other.x() < box.right()
                                    && other.right() > box.x()
                                    && (down ? other.y() > box.y() : other.y() < box.y()));
        }

        /// Whether a straight line reaches the node's side from outside its group.
        private boolean isFree(String id, boolean left) {
            Box box = box(id);
            return neighbours(id).stream()
                    .noneMatch(other ->
                            (left ? other.right() <= box.x() : other.x() >= box.right())
                                    && other.y() < box.middle() + 4
                                    && other.bottom() > box.middle() - 4);
        }

        private List<Box> neighbours(String id) {
            Optional<RegionId> region = topology.node(id).region();
            return topology.in(region).stream()
                    .map(Node::id)
                    .filter(other -> !other.equals(id))
                    .map(this::box)
                    .toList();
        }

        private Box box(String id) {
            return Geometry.placed(nodes, id);
        }

        private Box frame(String id) {
            return topology.node(id)
                    .region()
                    .map(region -> Geometry.placed(frames, region))
                    .orElseThrow(() -> new IllegalStateException(id + " stands outside"));
        }

        /// Without points that change nothing.
        private static Path straightened(List<Point> points) {
            List<Point> kept = new ArrayList<>();
            for (Point point : points) {
                if (!kept.isEmpty() && kept.getLast().equals(point)) {
                    continue;
                }
                if (kept.size() >= 2
                        && isOnLine(kept.get(kept.size() - 2), kept.getLast(), point)) {
                    kept.removeLast();
                }
                kept.add(point);
            }
            return new Path(kept);
        }

        private static boolean isOnLine(Point a, Point b, Point c) {
            return (a.x() == b.x() && b.x() == c.x()) || (a.y() == b.y() && b.y() == c.y());
        }
    }
}
