package dev.muster.cli.site;

import dev.muster.strategy.SecretReference.Source;
import dev.muster.strategy.read.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Variables of this process and files of this machine; a relative file stands beside the strategy.
record SystemVariables(Map<String, String> environment, Path folder) implements Variables {
    @Override
    public Answer look(Source source, String name) {
        return switch (source) {
            case ENV -> environment(name);
            case FILE -> file(folder.resolve(name));
            case VAULT -> new Answer.Later();
        };
    }

    private Answer environment(String name) {
        String value = environment.get(name);
        return value == null ? new Answer.Missing("is not set") : new Answer.Value(value);
    }

    private static Answer file(Path path) {
        try {
            String text = Files.readString(path);
            return new Answer.Value(text.replaceFirst("\\R\\z", ""));
        } catch (IOException e) {
            return new Answer.Missing("cannot be read: " + e);
        }
    }
}
