package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Geometry.Box;
import dev.muster.documents.diagram.Geometry.Path;
import dev.muster.documents.diagram.Geometry.Point;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Where the nodes of one region stand, and how the links among them run: from each link's `from`
/// to its `to`.
record GroupLayout(Map<String, Box> nodes, Map<Link, Path> paths, double width, double height) {
    static final double NODE_HEIGHT = 56;

    GroupLayout {
        nodes = new LinkedHashMap<>(nodes);
        paths = new LinkedHashMap<>(paths);
    }

    /// @param nodes within a column, earlier ones stand higher where no line is crossed for it
    static GroupLayout of(
            List<Node> nodes, List<Link> links, double nodeWidth, Direction direction) {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, direction);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(CoreOptions.PADDING, new ElkPadding(0));
        graph.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, 22.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 46.0);
        graph.setProperty(
                LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
        Map<String, ElkNode> placed = new LinkedHashMap<>();
        for (Node node : nodes) {
            ElkNode elk = ElkGraphUtil.createNode(graph);
            elk.setDimensions(nodeWidth, NODE_HEIGHT);
            placed.put(node.id(), elk);
        }
        Map<Link, ElkEdge> drawn = new LinkedHashMap<>();
        for (Link link : links) {
            ElkNode from = placed.get(link.from());
            ElkNode to = placed.get(link.to());
            if (from != null && to != null) {
                drawn.put(link, ElkGraphUtil.createSimpleEdge(from, to));
            }
        }
        new RecursiveGraphLayoutEngine().layout(graph, new NullElkProgressMonitor());
        return read(graph, placed, drawn);
    }

    private static GroupLayout read(
            ElkNode graph, Map<String, ElkNode> placed, Map<Link, ElkEdge> drawn) {
        Map<String, Box> boxes = new LinkedHashMap<>();
        placed.forEach((id, elk) ->
                boxes.put(id, new Box(elk.getX(), elk.getY(), elk.getWidth(), elk.getHeight())));
        Map<Link, Path> paths = new LinkedHashMap<>();
        drawn.forEach((link, edge) -> paths.put(link, path(edge)));
        return new GroupLayout(boxes, paths, graph.getWidth(), graph.getHeight());
    }

    private static Path path(ElkEdge edge) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(bend.getX(), bend.getY()));
            }
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        return new Path(points);
    }
}
