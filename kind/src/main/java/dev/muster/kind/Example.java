package dev.muster.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How values of a type are written in the strategy; messages, schema and reference page show it.
///
/// For types that are read by a static `Optional<T> parse(String)`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Example {
    String[] value();

    /// What a person calls such a value, with an article; without it, the name of the type.
    String noun() default "";

    /// A regular expression for editors, without anchors; empty if there is none.
    String pattern() default "";
}
