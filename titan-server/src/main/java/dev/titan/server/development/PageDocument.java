package dev.titan.server.development;

import dev.titan.runtime.Answer;
import java.util.List;
import java.util.stream.Collectors;

/** The page itself, put together out of its files. It holds nothing of the app: what it shows comes as JSON, and goes in as text. */
final class PageDocument {
    private static final String NONCE = "{{nonce}}";

    /** In this order: they share one scope. */
    private static final List<String> SCRIPTS =
            List.of("dom.js", "timeline.js", "requests.js", "routes.js", "sockets.js", "logs.js", "app.js", "main.js");

    private final String html;

    PageDocument() {
        html = text("page.html")
                .replace("{{style}}", text("page.css"))
                .replace("{{script}}", SCRIPTS.stream().map(PageDocument::text).collect(Collectors.joining("\n")));
    }

    private static String text(String name) {
        return Resource.text("page/" + name);
    }

    /** An answer with the page, of its own each time. */
    Answer.Response answer() {
        String nonce = PrivateAnswer.nonce();
        return PrivateAnswer.html(200, nonce, html.replace(NONCE, nonce));
    }
}
