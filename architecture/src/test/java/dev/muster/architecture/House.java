package dev.muster.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// This repository as it lies on disk: its modules, their sources and their compiled classes.
final class House {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final House HERE = new House();

    private final Path root;
    private final Path compiledInto;
    private final List<String> modules;
    private final JavaClasses classes;

    private House() {
        Path testClasses = ownClasses();
        Path basedir = Path.of("").toAbsolutePath();
        root = basedir.getParent();
        compiledInto = basedir.relativize(testClasses.getParent()).resolve("classes");
        modules =
                MODULE.matcher(read(root.resolve("pom.xml")))
                        .results()
                        .map(r -> r.group(1))
                        .toList();
        classes = new ClassFileImporter().importPaths(classFolders());
    }

    static House here() {
        return HERE;
    }

    private static Path ownClasses() {
        try {
            return Path.of(House.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The folders of all modules, as the root pom lists them.
    List<String> modules() {
        return modules;
    }

    /// All main classes of all modules.
    JavaClasses classes() {
        return classes;
    }

    Path root() {
        return root;
    }

    private List<Path> classFolders() {
        List<Path> folders = new ArrayList<>();
        for (String module : modules) {
            Path folder = root.resolve(module).resolve(compiledInto);
            if (Files.isDirectory(root.resolve(module).resolve("src/main/java"))) {
                if (!Files.isDirectory(folder)) {
                    throw new IllegalStateException("not compiled: " + folder);
                }
                folders.add(folder);
            }
        }
        return folders;
    }

    /// The module that a class was compiled in.
    Optional<String> moduleOf(JavaClass type) {
        return type.getSource()
                .filter(source -> source.getUri().getScheme().equals("file"))
                .flatMap(source -> moduleOf(Path.of(source.getUri())));
    }

    private Optional<String> moduleOf(Path file) {
        String place = root.relativize(file).toString();
        return modules.stream().filter(module -> place.startsWith(module + "/")).findAny();
    }

    /// All main source files.
    List<Path> sources() {
        return modules.stream().flatMap(module -> sourcesIn(module).stream()).toList();
    }

    List<Path> sourcesIn(String module) {
        Path folder = root.resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
