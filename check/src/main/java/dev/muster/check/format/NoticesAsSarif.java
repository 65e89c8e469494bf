package dev.muster.check.format;

import dev.muster.kind.Finding.Severity;
import dev.muster.model.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// SARIF 2.1.0 (OASIS), which code hosts show beside the changed line.
public final class NoticesAsSarif {
    private NoticesAsSarif() {}

    public static String of(List<Notice> notices) {
        return of(notices, Map.of());
    }

    /// @param accepted found too, but accepted by somebody: each with the words of that
    public static String of(List<Notice> notices, Map<Notice, String> accepted) {
        List<Notice> all = new ArrayList<>(notices);
        all.addAll(accepted.keySet());
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "muster");
        ArrayNode rules = driver.putArray("rules");
        codes(all).forEach(code -> rule(rules.addObject(), code));
        // Columns count characters, as editors show them.
        run.put("columnKind", "unicodeCodePoints");
        ArrayNode results = run.putArray("results");
        notices.forEach(notice -> result(results.addObject(), notice));
        accepted.forEach((notice, words) -> {
            ObjectNode result = results.addObject();
            result(result, notice);
            ObjectNode suppression = result.putArray("suppressions").addObject();
            suppression.put("kind", "external");
            suppression.put("justification", words);
        });
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(root)
                + "\n";
    }

    private static Set<ErrorCode> codes(List<Notice> notices) {
        return notices.stream()
                .map(Notice::code)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void rule(ObjectNode rule, ErrorCode code) {
        rule.put("id", code.id());
        rule.putObject("shortDescription").put("text", code.title());
        rule.putObject("fullDescription").put("text", code.explanation());
        rule.putObject("help").put("text", code.remedy());
    }

    private static void result(ObjectNode result, Notice notice) {
        result.put("ruleId", notice.code().id());
        result.put("level", level(notice.level()));
        String fix = notice.fix().isEmpty() ? "" : " Fix: " + notice.fix();
        result.putObject("message").put("text", notice.message() + "." + fix);
        ObjectNode physical =
                result.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", notice.place().file());
        ObjectNode region = physical.putObject("region");
        region.put("startLine", notice.place().line());
        region.put("startColumn", notice.place().column());
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case HINT -> "note";
        };
    }
}
