package dev.muster.documents.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A piece of an HTML or SVG document.
public sealed interface Node {

    /// An element. Names are ours, never a user's; values and text may be anybody's.
    ///
    /// @param attributes in the order in which they are written
    record Element(String name, List<Attribute> attributes, List<Node> children) implements Node {
        private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

        public Element {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not an element name: " + name);
            }
            attributes = List.copyOf(attributes);
            children = List.copyOf(children);
        }

        public static Element of(String name, Node... children) {
            return new Element(name, List.of(), List.of(children));
        }

        public static Element of(String name, List<? extends Node> children) {
            return new Element(name, List.of(), List.copyOf(children));
        }

        public static Element of(String name, String text) {
            return of(name, new Characters(text));
        }

        /// This element with one more attribute.
        public Element with(String attribute, String value) {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(new Attribute(attribute, value));
            return new Element(name, more, children);
        }

        /// This element with an attribute that is a length; SVG needs no more than a tenth.
        public Element with(String attribute, double value) {
            return with(attribute, number(value));
        }

        private static String number(double value) {
            long tenths = Math.round(value * 10);
            return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
        }
    }

    /// An attribute of an element.
    record Attribute(String name, String value) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9:-]*");

        public Attribute {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not an attribute name: " + name);
            }
        }
    }

    /// Text that is shown.
    record Characters(String text) implements Node {}

    /// A style sheet of ours; the only text that is written as it stands.
    record Style(String css) implements Node {
        public Style {
            if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
                throw new IllegalArgumentException("a style sheet needs neither < nor &");
            }
        }
    }
}
