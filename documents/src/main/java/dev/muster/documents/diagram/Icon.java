package dev.muster.documents.diagram;

import dev.muster.documents.markup.Node.Element;
import java.util.List;

/// A small picture on a field of 24 by 24.
///
/// @param name as kinds name it
record Icon(String name, List<Element> shapes) {
    Icon {
        shapes = List.copyOf(shapes);
    }
}
