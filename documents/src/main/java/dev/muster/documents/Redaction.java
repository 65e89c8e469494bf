package dev.muster.documents;

import dev.muster.model.Secret;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps secrets out of documents, which are copied, printed and mailed.
///
/// A kind should never write one; this holds also where one does, as whole pages pass through here.
/// A secret whose very text the strategy says openly elsewhere, such as a password `postgres` for a
/// user `postgres`, stays: to blank it out everywhere would both break commands and tell what it
/// is.
public final class Redaction {
    private static final String BLANK = "***";
    private static final int SHORT = 6;
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i)([?&][^=&\\s]*(?:secret|password|token|credential|key)[^=&\\s]*=)[^&\\s]*");

    private final Set<String> secrets;

    private Redaction(Set<String> secrets) {
        this.secrets = secrets;
    }

    public static Redaction of(Strategy strategy) {
        // the longest first, so that one inside another leaves nothing over
        Set<String> found =
                new TreeSet<>(
                        Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()));
        StringBuilder open = new StringBuilder();
        for (Component<?> component : strategy.components().values()) {
            collect(component.settings(), found);
            open.append(component.id()).append(' ').append(component.settings()).append('\n');
        }
        open.append(strategy.regions()).append(strategy.vaults()).append(strategy.probes());
        found.removeIf(secret -> secret.isBlank() || open.indexOf(secret) >= 0);
        return new Redaction(found);
    }

    private static void collect(@Nullable Object value, Set<String> found) {
        switch (value) {
            case Secret secret -> {
                if (secret.isResolved()) {
                    found.add(secret.reveal());
                }
            }
            case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, found));
            case Iterable<?> many -> many.forEach(inner -> collect(inner, found));
            case Map<?, ?> map -> map.values().forEach(inner -> collect(inner, found));
            case Record settings -> {
                for (RecordComponent part : settings.getClass().getRecordComponents()) {
                    collect(read(settings, part), found);
                }
            }
            case null, default -> {}
        }
    }

    private static @Nullable Object read(Record settings, RecordComponent part) {
        try {
            part.getAccessor().trySetAccessible();
            return part.getAccessor().invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException(
                    "cannot look for secrets in " + settings.getClass().getName(), broken);
        }
    }

    /// The text with every secret as `***`.
    public String text(String raw) {
        String clean = raw;
        for (String secret : secrets) {
            clean =
                    secret.length() < SHORT
                            ? alone(secret).matcher(clean).replaceAll(BLANK)
                            : clean.replace(secret, BLANK);
        }
        return clean;
    }

    /// A short secret is blanked out only where it stands alone, else half of all words would go.
    private static Pattern alone(String secret) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])");
    }

    /// An address without the user, password and keys that may stand in it.
    public String address(String raw) {
        String bare = USER_INFO.matcher(raw).replaceAll("//");
        return text(PARAMETER.matcher(bare).replaceAll("$1" + BLANK));
    }

    public String address(URI raw) {
        return address(raw.toString());
    }
}
