package dev.muster.documents;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// Reads HTML and SVG of ours as the XML that they are.
public final class Shape {
    private Shape() {}

    public static Document parse(String markup) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(markup)));
        } catch (Exception broken) {
            throw new AssertionError(
                    "not well-formed: " + broken.getMessage() + "\n" + markup, broken);
        }
    }

    /// Elements and names of attributes in their order; what a text cannot change if it is escaped.
    public static List<String> of(String markup) {
        List<String> shape = new ArrayList<>();
        collect(parse(markup).getDocumentElement(), shape);
        return shape;
    }

    private static void collect(Element element, List<String> shape) {
        List<String> names = new ArrayList<>();
        for (int at = 0; at < element.getAttributes().getLength(); at++) {
            names.add(element.getAttributes().item(at).getNodeName());
        }
        shape.add(element.getNodeName() + names);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                collect(inner, shape);
            }
        }
    }
}
