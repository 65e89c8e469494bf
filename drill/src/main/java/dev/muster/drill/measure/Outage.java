package dev.muster.drill.measure;

import dev.muster.drill.client.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How long users were without service, as the outside client saw it.
///
/// The service is down while any kind of question fails: an application that answers its health
/// check but takes no orders is down.
///
/// @param lastGood the last good answer before
/// @param firstGood the first good answer that stayed good; empty as long as there is none
/// @param bad how many questions were not answered well
public record Outage(Instant lastGood, Optional<Instant> firstGood, int bad) {
    /// How long answers must stay good for the outage to have ended with the first of them.
    public static final Duration SETTLED = Duration.ofSeconds(1);

    public Outage {
        if (firstGood.filter(lastGood::isAfter).isPresent()) {
            throw new IllegalArgumentException(
                    "good again at "
                            + firstGood.get()
                            + ", before the last good answer at "
                            + lastGood);
        }
    }

    /// The measured RTO; empty as long as the service is not back.
    public Optional<Duration> duration() {
        return firstGood.map(end -> Duration.between(lastGood, end));
    }

    /// The first outage at or after a moment; empty if everything was answered well.
    ///
    /// @param answers of the client, in any order
    /// @param from the moment of the loss, or any before it
    public static Optional<Outage> firstAfter(Collection<Answer> answers, Instant from) {
        List<Outage> outages =
                Stream.of(Answer.Question.values())
                        .map(what -> answers.stream().filter(it -> it.what() == what))
                        .map(series -> series.sorted(Comparator.comparing(Answer::askedAt)))
                        .flatMap(series -> ofOneKind(series.toList(), from).stream())
                        .toList();
        if (outages.isEmpty()) {
            return Optional.empty();
        }
        Instant lastGood =
                outages.stream().map(Outage::lastGood).min(Comparator.naturalOrder()).orElseThrow();
        boolean back = outages.stream().allMatch(outage -> outage.firstGood().isPresent());
        Optional<Instant> firstGood =
                outages.stream()
                        .flatMap(outage -> outage.firstGood().stream())
                        .max(Comparator.naturalOrder())
                        .filter(_ -> back);
        return Optional.of(
                new Outage(lastGood, firstGood, outages.stream().mapToInt(Outage::bad).sum()));
    }

    /// @param series one kind of question, in the order of asking
    private static Optional<Outage> ofOneKind(List<Answer> series, Instant from) {
        Optional<Answer> firstBad =
                series.stream()
                        .filter(answer -> !answer.good() && !answer.answeredAt().isBefore(from))
                        .findFirst();
        if (firstBad.isEmpty()) {
            return Optional.empty();
        }
        Instant failing = firstBad.get().askedAt();
        Instant lastGood =
                series.stream()
                        .filter(answer -> answer.good() && answer.askedAt().isBefore(failing))
                        .map(Answer::answeredAt)
                        .max(Comparator.naturalOrder())
                        .orElse(failing);
        List<Answer> after =
                series.stream().filter(answer -> !answer.askedAt().isBefore(failing)).toList();
        Optional<Instant> firstGood = settled(after).filter(lastGood::isBefore);
        long bad =
                after.stream()
                        .filter(answer -> !answer.good())
                        .filter(answer ->
                                firstGood.isEmpty() || answer.askedAt().isBefore(firstGood.get()))
                        .count();
        return Optional.of(new Outage(lastGood, firstGood, (int) bad));
    }

    /// When the first answer came after which nothing that was asked failed for a while.
    private static Optional<Instant> settled(List<Answer> series) {
        Instant failedLast = Instant.MAX;
        Optional<Instant> found = Optional.empty();
        for (Answer answer : series.reversed()) {
            if (!answer.good()) {
                failedLast = answer.askedAt();
            } else if (failedLast.equals(Instant.MAX)
                    || Duration.between(answer.askedAt(), failedLast).compareTo(SETTLED) > 0) {
                found = Optional.of(answer.answeredAt());
            }
        }
        return found;
    }
}
