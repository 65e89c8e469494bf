package dev.muster.vault.program;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ProgramSignature;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The programs in a vault. What the owner did not sign is never given out, whatever it is called.
public final class VaultPrograms {
    private final Vault vault;

    public VaultPrograms(Vault vault) {
        this.vault = vault;
    }

    /// What lies where programs lie.
    ///
    /// @param programs those that the owner signed, oldest first
    /// @param foreign names of what nobody of this vault put there
    public record Shelf(List<Program> programs, List<String> foreign) {
        public Shelf {
            programs = List.copyOf(programs);
            foreign = List.copyOf(foreign);
        }

        public Optional<Program> newest() {
            return programs.isEmpty() ? Optional.empty() : Optional.of(programs.getLast());
        }
    }

    /// Looks by names, sizes and signatures; reads no jar.
    public Shelf shelf() {
        List<Program> programs = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (StoredObject object : vault.copies().list(ProgramSignature.PREFIX)) {
            if (ProgramSignature.isSignature(object.name())) {
                continue;
            }
            try {
                programs.add(program(vault.trust().program(object.name())));
            } catch (MusterException planted) {
                foreign.add(object.name());
            }
        }
        programs.sort(Comparator.comparing(Program::object));
        return new Shelf(programs, foreign);
    }

    private static Program program(ProgramSignature signed) {
        return new Program(
                signed.object(),
                signed.number(),
                signed.version(),
                signed.created(),
                signed.by(),
                new ByteSize(signed.bytes()),
                signed.hash().hex());
    }

    /// Keeps a program in every copy that answers, unless the newest one is the same. May be
    /// repeated after it was interrupted anywhere.
    ///
    /// @param owner anybody else's key is refused
    public Program keep(byte[] jar, String version, String by, SigningKey owner) {
        Set<String> names = names();
        Optional<ProgramSignature> last = newestSignature(names);
        ObjectHash hash = ObjectHash.of(jar);
        ProgramSignature signature =
                last.filter(it -> it.hash().equals(hash))
                        .orElseGet(() -> {
                            int number = last.map(ProgramSignature::number).orElse(0) + 1;
                            return sign(number, jar, hash, version, by, owner);
                        });
        if (!names.contains(signature.object())) {
            vault.copies().put(signature.object(), jar).require(WriteRule.ANY);
        }
        return program(signature);
    }

    private Set<String> names() {
        return vault.copies().list(ProgramSignature.PREFIX).stream()
                .map(StoredObject::name)
                .collect(Collectors.toSet());
    }

    /// Also one whose jar did not follow.
    private Optional<ProgramSignature> newestSignature(Set<String> names) {
        return names.stream()
                .filter(ProgramSignature::isSignature)
                .flatMap(name -> signature(name).stream())
                .max(Comparator.comparing(it -> it.object()));
    }

    private Optional<ProgramSignature> signature(String name) {
        try {
            return Optional.of(vault.trust().program(ProgramSignature.jar(name)));
        } catch (MusterException planted) {
            return Optional.empty();
        }
    }

    /// The signature goes first: a jar without one looks planted.
    private ProgramSignature sign(
            int number, byte[] jar, ObjectHash hash, String version, String by, SigningKey owner) {
        ProgramSignature signature =
                new ProgramSignature(
                        vault.config().number(),
                        ProgramSignature.object(number, hash),
                        version,
                        vault.ports().timing().instant(),
                        by,
                        jar.length,
                        hash);
        String name = ProgramSignature.of(signature.object());
        byte[] signed = signature.encode(owner);
        // another key's signature would leave waste for ever
        vault.trust().check(name, signed);
        vault.copies().put(name, signed).require(WriteRule.ANY);
        return signature;
    }

    /// @param number as [Program#number] names it; empty for the newest
    public Program find(Optional<Integer> number) {
        List<Program> found =
                shelf().programs().stream()
                        .filter(it -> number.isEmpty() || number.get() == it.number())
                        .toList();
        if (found.isEmpty()) {
            throw VaultErrors.NO_PROGRAM.error(
                    number.map(it -> "the vault holds no program " + it + " that the owner signed")
                            .orElse("the vault holds no program that the owner signed"),
                    "where the owner's key is: muster vault program put");
        }
        return found.getLast();
    }

    /// The bytes of a program, which are those that the owner signed.
    public byte[] jar(Program program) {
        return vault.copies()
                .read(program.object(), vault.trust())
                .orElseThrow(() -> VaultErrors.MISSING.error(program.object() + " is gone", ""));
    }
}
