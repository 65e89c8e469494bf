package dev.muster.strategy.shape;

import dev.muster.kind.CronText;
import dev.muster.kind.Example;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.DrillId;
import dev.muster.model.Durations;
import dev.muster.model.Names;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.Secret;
import dev.muster.model.StepId;
import dev.muster.model.VaultId;
import dev.muster.model.VaultUrl;
import dev.muster.model.ssh.SshKey;
import dev.muster.strategy.Schedule;
import dev.muster.strategy.shape.Word.Reading;
import dev.muster.strategy.shape.Word.Reading.Bad;
import dev.muster.strategy.shape.Word.Reading.Good;
import dev.muster.strategy.shape.Word.Sort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The words of the language, by the Java type that a key has.
final class Words {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Map<Class<?>, Word> FIXED = fixed();

    private Words() {}

    /// The word for a type; empty if the type is none that a single value can be.
    static Optional<Word> of(Class<?> type) {
        if (FIXED.containsKey(type)) {
            return Optional.ofNullable(FIXED.get(type));
        }
        return type.isEnum() ? Optional.of(choice(type)) : parsed(type);
    }

    private static Map<Class<?>, Word> fixed() {
        List<Word> words = new ArrayList<>();
        words.add(word(String.class, "a text", List.of("some text"), "", Good::new));
        words.add(word(int.class, "a whole number", List.of("3"), "", Words::number));
        words.add(
                new Word(
                        boolean.class,
                        "true or false",
                        List.of("true"),
                        List.of("true", "false"),
                        Optional.empty(),
                        Words::flag));
        words.add(
                word(
                        Duration.class,
                        "a duration with its unit (ms, s, m, h, d)",
                        List.of("30s", "1h30m"),
                        "([0-9]+(ms|s|m|h|d))+",
                        text -> Reading.of(Durations.parse(text).orElse(null))));
        words.add(
                word(
                        ByteSize.class,
                        "a size with its unit (B, KiB, MiB, GiB, TiB)",
                        List.of("512MiB", "10GiB"),
                        "[0-9]+(B|KiB|MiB|GiB|TiB)",
                        text -> Reading.of(ByteSize.parse(text).orElse(null))));
        words.add(
                word(
                        Instant.class,
                        "a time in UTC",
                        List.of("2026-03-01T18:00:00Z"),
                        "",
                        Words::instant));
        words.add(
                word(
                        URI.class,
                        "an http or https URL",
                        List.of("https://shop.example.com/health"),
                        "",
                        Words::http));
        words.add(
                word(
                        Secret.class,
                        "a reference to a secret",
                        List.of("${env:NAME}", "${file:/path}", "${vault:NAME}"),
                        ".*\\$\\{(env|file|vault):.*",
                        text -> new Good(new Secret(text))));
        words.add(
                word(
                        CronText.class,
                        "a schedule in five cron fields, in UTC",
                        List.of("'0 */6 * * *'"),
                        "",
                        Words::schedule));
        words.add(
                word(
                        VaultUrl.class,
                        "the address of a vault",
                        List.of(
                                "file:///var/lib/muster/vault",
                                "s3://bucket/prefix?region=eu-west-3"),
                        "(file:///|s3://|muster://).+",
                        Words::vault));
        words.add(
                word(
                        SshKey.class,
                        "a public key of OpenSSH",
                        List.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5..."),
                        "(ssh|ecdsa)-.+ .+",
                        Words::key));
        words.add(
                word(
                        KindName.class,
                        "a kind",
                        List.of("postgresql"),
                        "",
                        text -> new Good(new KindName(text))));
        words.add(label(ComponentId.class, ComponentId::new));
        words.add(label(ContactId.class, ContactId::new));
        words.add(label(DrillId.class, DrillId::new));
        words.add(label(ProbeId.class, ProbeId::new));
        words.add(label(RegionId.class, RegionId::new));
        words.add(label(ScenarioId.class, ScenarioId::new));
        words.add(label(StepId.class, StepId::new));
        words.add(label(SystemName.class, SystemName::new));
        words.add(label(TierId.class, TierId::new));
        words.add(label(VaultId.class, VaultId::new));
        Map<Class<?>, Word> byType = new LinkedHashMap<>();
        words.forEach(word -> byType.put(word.type(), word));
        return byType;
    }

    private static Word word(
            Class<?> type,
            String noun,
            List<String> examples,
            String pattern,
            Function<String, Reading> parser) {
        Optional<String> regex = pattern.isEmpty() ? Optional.empty() : Optional.of(pattern);
        return new Word(type, noun, examples, List.of(), regex, parser);
    }

    private static Word label(Class<?> type, Function<String, Object> create) {
        String what = type.getSimpleName().replaceAll("Id$|Name$", "").toLowerCase(Locale.ROOT);
        return word(
                type,
                "the name of a " + what,
                List.of("my-" + what),
                LABEL,
                text ->
                        Names.isLabel(text)
                                ? new Good(create.apply(text))
                                : new Bad(
                                        Sort.NAME,
                                        "names are 1 to 63 lower-case letters, digits and inner"
                                                + " hyphens"));
    }

    private static Reading number(String text) {
        return text.matches("-?[0-9]{1,9}")
                ? new Good(Integer.parseInt(text))
                : new Bad(Sort.VALUE, "");
    }

    private static Reading flag(String text) {
        return switch (text) {
            case "true" -> new Good(true);
            case "false" -> new Good(false);
            default -> new Bad(Sort.VALUE, "");
        };
    }

    private static Reading key(String text) {
        try {
            return new Good(SshKey.parse(text));
        } catch (IllegalArgumentException noKey) {
            return new Bad(Sort.VALUE, String.valueOf(noKey.getMessage()));
        }
    }

    private static Reading instant(String text) {
        try {
            return new Good(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return new Bad(Sort.VALUE, "");
        }
    }

    private static Reading http(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getUserInfo() != null) {
                return new Bad(Sort.URL, "a user or password must not stand in a URL");
            }
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean port = uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65_535);
            return web && uri.getHost() != null && port ? new Good(uri) : new Bad(Sort.URL, "");
        } catch (URISyntaxException broken) {
            return new Bad(Sort.URL, broken.getReason().toLowerCase(Locale.ROOT));
        }
    }

    private static Reading vault(String text) {
        try {
            return new Good(VaultUrl.parse(text));
        } catch (IllegalArgumentException wrong) {
            return new Bad(Sort.URL, String.valueOf(wrong.getMessage()));
        }
    }

    private static Reading schedule(String text) {
        Optional<CronText> cron = CronText.parse(text);
        if (cron.isEmpty()) {
            return new Bad(Sort.SCHEDULE, "");
        }
        Optional<String> trouble = Schedule.trouble(cron.get());
        return trouble.isPresent() ? new Bad(Sort.SCHEDULE, trouble.get()) : new Good(cron.get());
    }

    private static Word choice(Class<?> type) {
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byName.put(Shapes.hyphens(((Enum<?>) constant).name()), constant);
        }
        List<String> names = List.copyOf(byName.keySet());
        return new Word(
                type,
                "a choice",
                names.subList(0, 1),
                names,
                Optional.empty(),
                text -> Reading.of(byName.get(text)));
    }

    /// Types that read themselves: `static Optional<T> parse(String)`.
    private static Optional<Word> parsed(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method ->
                        method.getName().equals("parse")
                                && Modifier.isStatic(method.getModifiers())
                                && method.getReturnType() == Optional.class
                                && Arrays.equals(
                                        method.getParameterTypes(), new Class<?>[] {String.class}))
                .findFirst()
                .map(method -> selfReading(type, method));
    }

    private static Word selfReading(Class<?> type, Method parse) {
        Example example = type.getAnnotation(Example.class);
        Function<String, Reading> parser = text -> Reading.of(invoke(parse, text).orElse(null));
        if (example == null) {
            return word(type, noun(type), List.of("..."), "", parser);
        }
        String noun = example.noun().isEmpty() ? noun(type) : example.noun();
        return word(type, noun, List.of(example.value()), example.pattern(), parser);
    }

    private static String noun(Class<?> type) {
        String name = Shapes.hyphens(type.getSimpleName()).replace('-', ' ');
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    private static Optional<?> invoke(Method parse, String text) {
        try {
            parse.trySetAccessible();
            return (Optional<?>) parse.invoke(null, text);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException(parse + " must answer for every text", broken);
        }
    }
}
