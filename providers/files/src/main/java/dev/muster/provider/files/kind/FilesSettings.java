package dev.muster.provider.files.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.model.ByteSize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a strategy says of a folder.
public record FilesSettings(
        @Doc("The folder that is protected, with all that is in it.") FolderPath path,
        @Doc(
                        "Patterns of what is left out, as in `.gitignore`: `*.tmp`, `/cache/`,"
                                + " `logs/**/*.gz`, and `!keep.tmp` for an exception.")
                @Default("[]")
                List<String> exclude,
        @Doc("Leave out what is mounted below it from other file systems.") @Default("false")
                boolean oneFileSystem,
        @Doc(
                        "Files that are made of pages which change in place, such as those of"
                                + " databases: a pattern, and the size of a page. Only changed pages"
                                + " of them are stored again.")
                @Default("{}")
                Map<String, ByteSize> pages,
        @Doc("How it comes back.") Optional<Recover> recover) {
    public FilesSettings {
        exclude = List.copyOf(exclude);
        pages = Collections.unmodifiableMap(new LinkedHashMap<>(pages));
    }

    /// Where it comes back.
    public FolderPath into() {
        return recover.flatMap(Recover::into).orElse(path);
    }

    /// Paths that must be there once it is back.
    public List<String> required() {
        return recover.flatMap(Recover::verify).orElse(List.of());
    }

    public record Recover(
            @Doc("The folder that it comes back in, absent or empty; without it, `path`.")
                    Optional<FolderPath> into,
            @Doc("Paths in it that must be there once it is back; a file must not be empty.")
                    Optional<List<String>> verify) {
        public Recover {
            verify = verify.map(List::copyOf);
        }
    }
}
