package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class DistributionIT {
    /// The jar's class path and the folder are made by two tools, which may choose other versions;
    /// the JVM passes over a missing jar in silence.
    @Test
    void everyJarOfTheProgramsClassPathIsThere() throws Exception {
        Path classes =
                Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jars = classes.resolveSibling("dist").resolve("lib");
        try (JarFile jar = new JarFile(jars.resolve("muster-app.jar").toFile())) {
            String path = jar.getManifest().getMainAttributes().getValue("Class-Path");
            assertThat(path.split(" "))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(name -> assertThat(jars.resolve(name)).exists());
        }
    }
}
