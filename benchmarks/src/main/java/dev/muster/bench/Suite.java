package dev.muster.bench;

import java.io.IOException;
import java.util.List;

/// Figures that are measured together.
interface Suite {
    String name();

    String description();

    /// Measures. With [Lab#quick] it ends within a minute.
    List<Figure> run(Lab lab) throws IOException, InterruptedException;
}
