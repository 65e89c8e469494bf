package dev.muster.strategy.read;

import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.StrategyErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds circles among mentions, each named in full.
final class Cycles {
    private static final int MOST = 20;
    private static final int LONGEST_NAMED = 100;

    private final Map<String, List<Mention>> links = new LinkedHashMap<>();
    private final Map<String, Boolean> finished = new HashMap<>();
    private final Deque<Mention> way = new ArrayDeque<>();
    private final List<List<Mention>> found = new ArrayList<>();

    private Cycles() {}

    /// @param pattern the path of the mentions that link, its second key being where from
    static void check(Report report, String message, String... pattern) {
        Cycles cycles = new Cycles();
        for (Mention mention : report.mentions()) {
            if (mention.isAt(pattern)) {
                cycles.links
                        .computeIfAbsent(mention.path().get(1), _ -> new ArrayList<>())
                        .add(mention);
            }
        }
        cycles.search();
        cycles.found.forEach(circle -> tell(report, message, circle));
    }

    private void search() {
        for (String start : links.keySet()) {
            if (!finished.containsKey(start)) {
                walk(start);
            }
        }
    }

    /// Depth first without recursion: a chain may be as long as the file.
    private void walk(String start) {
        Deque<Iterator<Mention>> open = new ArrayDeque<>();
        Deque<String> nodes = new ArrayDeque<>();
        enter(start, nodes, open);
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                finished.put(nodes.pop(), true);
                way.pollLast();
                continue;
            }
            Mention link = open.peek().next();
            Boolean done = finished.get(link.name());
            if (done == null) {
                way.addLast(link);
                enter(link.name(), nodes, open);
            } else if (!done && found.size() < MOST) {
                found.add(circle(link));
            }
        }
    }

    private void enter(String node, Deque<String> nodes, Deque<Iterator<Mention>> open) {
        finished.put(node, false);
        nodes.push(node);
        open.push(links.getOrDefault(node, List.of()).iterator());
    }

    private List<Mention> circle(Mention last) {
        List<Mention> circle = new ArrayList<>();
        circle.add(last);
        Iterator<Mention> back = way.descendingIterator();
        while (!circle.getLast().path().get(1).equals(last.name())) {
            circle.add(back.next());
        }
        Collections.reverse(circle);
        return circle;
    }

    /// Told from the link that comes first in the text.
    private static void tell(Report report, String message, List<Mention> circle) {
        Place place =
                circle.stream().map(Mention::place).min(Comparator.naturalOrder()).orElseThrow();
        while (!circle.getFirst().place().equals(place)) {
            Collections.rotate(circle, -1);
        }
        List<String> names = new ArrayList<>();
        circle.stream().limit(LONGEST_NAMED).map(link -> link.path().get(1)).forEach(names::add);
        names.add(circle.size() > LONGEST_NAMED ? "..." : circle.getFirst().path().get(1));
        report.add(
                StrategyErrors.CYCLE,
                place,
                message + ": " + String.join(" -> ", names),
                "remove one of these links");
    }
}
