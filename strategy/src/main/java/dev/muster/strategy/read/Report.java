package dev.muster.strategy.read;

import dev.muster.model.ErrorCode;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.text.Nearest;
import dev.muster.strategy.text.Place;
import dev.muster.strategy.text.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What one reading gathers on its way.
final class Report {
    /// Beyond this nobody reads on, and a hostile text must not fill the memory.
    private static final int MOST_PROBLEMS = 1000;

    private final Set<Problem> problems = new TreeSet<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final List<SecretReference> secrets = new ArrayList<>();
    private final Nearest nearest = new Nearest();

    void add(ErrorCode code, Place place, String message, String hint) {
        add(new Problem(code, place, message, hint));
    }

    void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    void mention(Mention mention) {
        mentions.add(mention);
    }

    void secret(SecretReference secret) {
        secrets.add(secret);
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Mention> mentions() {
        return mentions;
    }

    List<SecretReference> secrets() {
        return secrets;
    }

    Nearest nearest() {
        return nearest;
    }
}
