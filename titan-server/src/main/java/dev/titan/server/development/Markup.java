package dev.titan.server.development;

/**
 * HTML in the making. Constants of this package's code come in as they are; whatever an app, a request or a file may have written comes in through {@link #text},
 * between tags or between the quotation marks of an attribute. Confined to one thread.
 */
final class Markup {
    private final StringBuilder html = new StringBuilder(1 << 14);

    /** Adds markup that is written in this package. */
    Markup raw(String constant) {
        html.append(constant);
        return this;
    }

    /** Adds text, escaped. */
    Markup text(String text) {
        html.append(HtmlText.escape(text));
        return this;
    }

    /** Adds a number. */
    Markup number(int number) {
        html.append(number);
        return this;
    }

    /** An element that holds text. */
    Markup element(String name, String classes, String text) {
        return raw("<").raw(name)
                .raw(" class=\"")
                .raw(classes)
                .raw("\">")
                .text(text)
                .raw("</")
                .raw(name)
                .raw(">");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
