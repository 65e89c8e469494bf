package dev.muster.documents.page;

import dev.muster.documents.markup.Markup;
import dev.muster.documents.markup.Node.Element;

/// A drawing that stands in a page or alone in a file.
///
/// @param name file name without ending, unique in the page
/// @param title what it shows, in a few words
/// @param description the same for those who do not see it: everything that the drawing says
/// @param svg the drawing itself, with its style and its own title and description inside
public record Drawing(Anchor name, String title, String description, Element svg) {

    /// The drawing as a file of its own.
    public String file() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Markup.text(svg) + "\n";
    }

    public String fileName() {
        return name.value() + ".svg";
    }
}
