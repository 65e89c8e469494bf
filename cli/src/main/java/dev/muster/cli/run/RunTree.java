package dev.muster.cli.run;

import dev.muster.cli.Call;
import dev.muster.cli.screen.Table;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.model.Names;
import dev.muster.model.StepId;
import dev.muster.operations.runs.KnownRun;
import dev.muster.operations.runs.RunView;
import dev.muster.operations.runs.RunView.StepView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A run as lines: its head, its components with their steps, and what people told it. A star marks
/// the steps that the end waits for.
final class RunTree {
    /// Where the window's height is not known, this fits into any.
    private static final int LINES = 20;

    private final Call call;
    private final RunView view;

    RunTree(Call call, RunView view) {
        this.call = call;
        this.view = view;
    }

    /// Everything.
    List<String> all() {
        List<String> lines = new ArrayList<>(head(state()));
        lines.addAll(steps(Set.of()));
        for (RunView.Said said : view.said()) {
            lines.add(
                    call.show(said.at())
                            + "  "
                            + said.by()
                            + ": "
                            + said.what()
                            + (said.why().isBlank() ? "" : ", because: " + said.why()));
        }
        next().forEach(lines::add);
        return lines;
    }

    /// What fits on a screen: components that are done, and then those that have not begun, are
    /// left out where there is no room.
    List<String> brief() {
        List<String> lines = head(Names.word(view.state()));
        Set<ComponentId> left = Set.of();
        List<String> steps = steps(left);
        for (Set<RunView.Stand> states :
                List.of(
                        Set.of(RunView.Stand.DONE),
                        Set.of(RunView.Stand.DONE, RunView.Stand.WAITING, RunView.Stand.STOPPED))) {
            if (steps.size() + lines.size() > LINES) {
                left = only(states);
                steps = steps(left);
            }
        }
        List<String> shown = new ArrayList<>(lines);
        int room = LINES - lines.size();
        shown.addAll(steps.subList(0, Math.min(room, steps.size())));
        if (!left.isEmpty() || steps.size() > room) {
            shown.add("  ... all of it: muster run show " + view.run());
        }
        return shown;
    }

    private Set<ComponentId> only(Set<RunView.Stand> states) {
        return byComponent().entrySet().stream()
                .filter(it -> it.getValue().stream().allMatch(s -> states.contains(s.state())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private List<String> head(String state) {
        List<String> lines = new ArrayList<>();
        String time =
                view.ended().isPresent()
                        ? "took " + Durations.text(view.elapsed())
                        : Durations.text(view.elapsed())
                                + " so far, "
                                + Durations.text(view.expected())
                                + " expected";
        lines.add(
                "run "
                        + view.run()
                        + "  "
                        + state
                        + "  "
                        + time
                        + ", "
                        + Durations.text(view.predicted())
                        + " predicted; "
                        + view.done()
                        + " of "
                        + view.steps().stream().filter(step -> !step.takesBack()).count()
                        + " steps done");
        lines.add(
                "  "
                        + view.purpose()
                        + " in "
                        + view.in()
                        + ", began "
                        + call.show(view.began())
                        + " by "
                        + view.by()
                        + ": "
                        + view.reason());
        view.holder().ifPresent(it -> lines.add("  driven by process " + it.process() + " here"));
        return lines;
    }

    private String state() {
        String word = Names.word(view.state());
        return switch (view.state()) {
            case SUCCEEDED -> call.screen().inkOfAnswer().good(word);
            case FAILED, ABORTED -> call.screen().inkOfAnswer().bad(word);
            case ASKS, OPEN, PAUSED, ABORTING, INCOMPLETE ->
                    call.screen().inkOfAnswer().attention(word);
            case RUNNING, ELSEWHERE -> word;
        };
    }

    private Map<ComponentId, List<StepView>> byComponent() {
        Map<ComponentId, List<StepView>> components = new LinkedHashMap<>();
        for (StepView step : view.steps()) {
            components.computeIfAbsent(step.component(), _ -> new ArrayList<>()).add(step);
        }
        return components;
    }

    private List<String> steps(Set<ComponentId> left) {
        Table table = Table.of("step", "state", ">took", ">predicted", "");
        byComponent()
                .forEach((component, steps) -> {
                    if (!left.contains(component)) {
                        table.row(component.value(), "", "", "", "");
                        steps.forEach(step -> row(table, step));
                    }
                });
        return table.lines(call.screen());
    }

    private static void row(Table table, StepView step) {
        table.row(
                (step.critical() ? "* " : "  ") + name(step),
                Names.word(step.state()),
                step.took().map(Durations::text).orElse(""),
                Durations.text(step.predicted()),
                words(step));
    }

    /// An approval stands under the component that waits for it first, beside others of its verb.
    private static String name(StepView step) {
        return step.verb().equals("approve") ? step.step().value() : step.verb();
    }

    private static String words(StepView step) {
        List<String> words = new ArrayList<>();
        if (step.attempts() > 1) {
            words.add("attempt " + step.attempts());
        }
        if (!step.waitsFor().isEmpty()) {
            words.add(
                    "for "
                            + step.waitsFor().stream()
                                    .map(StepId::value)
                                    .collect(Collectors.joining(", ")));
        }
        step.asks().ifPresent(contact -> words.add("waits for " + contact));
        step.says().ifPresent(words::add);
        return String.join("; ", words);
    }

    /// What to type where the run does not go on by itself.
    List<String> next() {
        return switch (view.state()) {
            case ASKS -> answers();
            case PAUSED -> List.of("go on with: muster run resume " + view.run());
            case OPEN -> {
                List<String> lines = new ArrayList<>(awaited());
                lines.add("go on with: muster recover " + view.scenario());
                yield lines;
            }
            case FAILED -> failures();
            case ELSEWHERE ->
                    List.of(
                            "it did not end, and was driven on another machine last; to take it"
                                    + " over here: muster recover "
                                    + view.scenario());
            case RUNNING -> awaited();
            case ABORTING, SUCCEEDED, INCOMPLETE, ABORTED -> List.of();
        };
    }

    private List<String> awaited() {
        List<String> lines = new ArrayList<>();
        for (StepView step : in(RunView.Stand.AWAITED)) {
            String what = view.run() + " " + step.step();
            lines.add(
                    step.verb().equals("approve")
                            ? "sign " + step.step() + ": muster run approve " + what
                            : "it is done: muster run done " + what + " --saw TEXT");
        }
        return lines;
    }

    private List<String> answers() {
        List<String> lines = new ArrayList<>();
        for (StepView step : in(RunView.Stand.ASKED)) {
            String what = view.run() + " " + step.step();
            lines.add("it is done: muster run done " + what + " --saw TEXT");
            lines.add("it is not: muster run retry " + what + " --reason TEXT");
        }
        return lines;
    }

    private List<String> failures() {
        List<String> lines = new ArrayList<>();
        lines.add("try it once more: muster recover " + view.scenario());
        for (StepView step : in(RunView.Stand.FAILED)) {
            lines.add(
                    "go on without it: muster run skip "
                            + view.run()
                            + " "
                            + step.step()
                            + " --reason TEXT");
        }
        return lines;
    }

    private List<StepView> in(RunView.Stand stand) {
        return view.steps().stream().filter(step -> step.state() == stand).toList();
    }

    static boolean good(RunView view) {
        return view.state() == KnownRun.Stand.SUCCEEDED;
    }
}
