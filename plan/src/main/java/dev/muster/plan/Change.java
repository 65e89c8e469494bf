package dev.muster.plan;

import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Durations;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What else could be so on the day, beside what the scenario says.
public sealed interface Change {
    /// How it is written, for those who do not know.
    String HELP = "lost:COMPONENT, gone:REGION, stale:VAULT@REGION=DURATION or absent:CONTACT";

    /// A component of a surviving region is lost too.
    record Lost(ComponentId component) implements Change {
        @Override
        public String toString() {
            return "lost:" + component;
        }
    }

    /// Another region is not there either, with all that is in it.
    record Gone(RegionId region) implements Change {
        @Override
        public String toString() {
            return "gone:" + region;
        }
    }

    /// A copy of a vault is behind.
    record Stale(VaultId vault, RegionId region, Duration by) implements Change {
        @Override
        public String toString() {
            return "stale:" + vault + "@" + region + "=" + Durations.text(by);
        }
    }

    /// A person does not answer.
    record Absent(ContactId contact) implements Change {
        @Override
        public String toString() {
            return "absent:" + contact;
        }
    }

    /// @return empty if the text is none
    static Optional<Change> parse(String text) {
        Matcher word = Words.NAMED.matcher(text);
        if (word.matches()) {
            String name = word.group(2);
            return Optional.of(name)
                    .filter(Names::isLabel)
                    .map(_ ->
                            switch (word.group(1)) {
                                case "lost" -> new Lost(new ComponentId(name));
                                case "gone" -> new Gone(new RegionId(name));
                                default -> new Absent(new ContactId(name));
                            });
        }
        Matcher stale = Words.STALE.matcher(text);
        if (!stale.matches() || !Names.isLabel(stale.group(1)) || !Names.isLabel(stale.group(2))) {
            return Optional.empty();
        }
        return Durations.parse(stale.group(3))
                .filter(Duration::isPositive)
                .map(by ->
                        new Stale(new VaultId(stale.group(1)), new RegionId(stale.group(2)), by));
    }

    /// The shapes of what is typed.
    final class Words {
        private static final Pattern NAMED = Pattern.compile("(lost|gone|absent):([a-z0-9-]+)");
        private static final Pattern STALE =
                Pattern.compile("stale:([a-z0-9-]+)@([a-z0-9-]+)=(\\S+)");

        private Words() {}
    }
}
