package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.json.JsonAnswer;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Permission;
import dev.muster.kind.Permission.Use;
import dev.muster.operations.Targets;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/// `muster aws policy`.
@Command(
        name = "policy",
        description = "IAM policies for the strategy: one for who protects, one for who recovers")
public final class AwsPolicyVerb implements Verb {
    private final Sites sites;

    public AwsPolicyVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Strategy strategy = sites.read(call).orThrow().strategy();
        Answered answer =
                new Answered(document(strategy, Use.PROTECT), document(strategy, Use.RECOVER));
        call.answer(
                "aws-policy/1",
                answer,
                screen -> {
                    screen.say("policy of who protects:");
                    screen.print(JsonAnswer.document(answer.protect()));
                    screen.say("policy of who recovers:");
                    screen.print(JsonAnswer.document(answer.recover()));
                });
        return Answer.YES;
    }

    private static Map<String, Object> document(Strategy strategy, Use use) {
        List<Map<String, Object>> statements = new ArrayList<>();
        for (Component<?> component : strategy.components().values()) {
            for (Permission permission : permissions(strategy, component)) {
                if (permission.use() == use) {
                    statements.add(statement(component.id().value(), permission));
                }
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return document;
    }

    private static <S extends Record> List<Permission> permissions(
            Strategy strategy, Component<S> component) {
        return component.kind().permissions(new Targets(strategy).atHome(component).situation());
    }

    private static Map<String, Object> statement(String component, Permission permission) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", words(component) + permission.name());
        statement.put("Effect", permission.allowed() ? "Allow" : "Deny");
        statement.put("Action", permission.actions());
        statement.put("Resource", permission.resources());
        if (!permission.conditions().isEmpty()) {
            statement.put("Condition", permission.conditions());
        }
        return statement;
    }

    /// `orders-db` becomes `OrdersDb`: a Sid has letters and digits alone.
    private static String words(String component) {
        StringBuilder words = new StringBuilder();
        for (String word : component.split("-", -1)) {
            if (!word.isEmpty()) {
                words.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
            }
        }
        return words.toString();
    }

    private record Answered(Map<String, Object> protect, Map<String, Object> recover) {}
}
