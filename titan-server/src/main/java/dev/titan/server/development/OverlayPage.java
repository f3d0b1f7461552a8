package dev.titan.server.development;

import dev.titan.model.SourceLocation;
import dev.titan.model.Version;
import dev.titan.runtime.Frame;
import dev.titan.server.FailedRequest;
import dev.titan.server.development.ShownError.Note;
import dev.titan.server.development.ShownError.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overlay as a complete page. Confined to one thread. */
final class OverlayPage {
    private static final String STYLE = Resource.text("overlay.css");
    private static final String SCRIPT = Resource.text("overlay.js");

    private final String kind;
    private final List<ShownError> errors;
    private final ShownRequest request;
    private final FailedRequest failed;
    private final String state;
    private final Markup page = new Markup();

    /**
     * @param kind what the errors are, a few words
     * @param state the id of the last event that told which generation serves; a later one means that files have changed
     */
    OverlayPage(String kind, List<ShownError> errors, ShownRequest request, FailedRequest failed, String state) {
        this.kind = kind;
        this.errors = errors;
        this.request = request;
        this.failed = failed;
        this.state = state;
    }

    String html(String nonce) {
        page.raw("<!doctype html>\n<html lang=\"en\" data-state=\"")
                .text(state)
                .raw("\" data-method=\"")
                .text(request.method())
                .raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
                        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .text(title())
                .raw("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style nonce=\"")
                .raw(nonce)
                .raw("\">\n")
                .raw(STYLE)
                .raw("</style>\n</head>\n<body>\n");
        page.raw(
                "<div id=\"overlay\" role=\"dialog\" aria-modal=\"true\" aria-labelledby=\"what message\" tabindex=\"-1\">\n");
        bar();
        for (int i = 0; i < errors.size(); i++) {
            error(errors.get(i), i == 0);
        }
        request();
        foot();
        page.raw("</div>\n<main id=\"beneath\" hidden>\n<div class=\"head\"><h1><span class=\"badge\">")
                .text(String.valueOf(failed.status()))
                .raw("</span> <code>")
                .text(request.method() + " " + request.path())
                .raw(
                        "</code></h1><button type=\"button\" id=\"show\">Show the error</button></div>\n<pre id=\"report\" tabindex=\"0\">")
                .text(OverlayText.of(kind, errors, request))
                .raw("</pre>\n</main>\n<script nonce=\"")
                .raw(nonce)
                .raw("\">\n")
                .raw(SCRIPT)
                .raw("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private String title() {
        ShownError first = errors.get(0);
        return first.name() + ": " + first.message().lines().findFirst().orElse("") + " – " + request.method() + " "
                + request.path();
    }

    private void bar() {
        page.raw("<header class=\"bar\">\n<span class=\"kind\" id=\"what\">")
                .text(kind)
                .raw("</span>\n");
        page.raw("<span class=\"asked\"><span class=\"method\">")
                .text(request.method())
                .raw("</span> ")
                .text(request.path())
                .raw("</span>\n<span class=\"tools\"><button type=\"button\" id=\"copy\">Copy</button>"
                        + "<button type=\"button\" id=\"close\">Dismiss <kbd>Esc</kbd></button></span>\n"
                        + "</header>\n");
    }

    private void error(ShownError error, boolean first) {
        page.raw(error.warning() ? "<article class=\"error warning\">\n" : "<article class=\"error\">\n");
        page.raw(first ? "<h1 id=\"message\">" : "<h1>");
        heading(error);
        page.raw("</h1>\n");
        body(error, "h2");
        page.raw("</article>\n");
    }

    private void heading(ShownError error) {
        if (!error.label().isEmpty()) {
            page.element("span", "label", error.label());
        }
        if (error.diagnostic()) {
            page.element("span", "text", error.message()).raw(" ").element("span", "id", error.name());
        } else {
            page.element("span", "name", error.name()).raw("<span class=\"sep\">: </span>");
            page.element("span", "text", error.message());
        }
    }

    /** @param heading the element of the headings in it */
    private void body(ShownError error, String heading) {
        code(error.place());
        notes(error.notes());
        if (!error.suggestion().isEmpty()) {
            page.raw("<p class=\"help\"><span class=\"label\">Help</span>")
                    .text(error.suggestion())
                    .raw("</p>\n");
        }
        stack(error, heading);
        for (ShownError reason : error.reasons()) {
            page.raw("<section class=\"reason\">\n<h2>");
            heading(reason);
            page.raw("</h2>\n");
            body(reason, "h3");
            page.raw("</section>\n");
        }
    }

    private void code(@Nullable Place place) {
        if (place == null) {
            return;
        }
        page.raw("<div class=\"code\">\n<div class=\"file\">");
        place(place.location());
        page.raw("</div>\n");
        CodeView.write(page, place);
        page.raw("</div>\n");
    }

    /** A place that can be opened: its text is {@code file:line:column} without a break. */
    private void place(SourceLocation place) {
        page.raw("<button type=\"button\" class=\"place\" title=\"Open in the editor\" data-file=\"")
                .text(place.file())
                .raw("\" data-line=\"")
                .number(place.line())
                .raw("\" data-column=\"")
                .number(place.column())
                .raw("\">")
                .text(place.toString())
                .raw("</button>");
    }

    private void notes(List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        page.raw("<ul class=\"notes\">\n");
        for (Note note : notes) {
            page.raw("<li><p>").text(note.text()).raw("</p>");
            code(note.place());
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
    }

    private void stack(ShownError error, String heading) {
        Place place = error.place();
        boolean shown = error.frames().size() == 1
                && place != null
                && error.frames().get(0).place().equals(place.location())
                && error.frames().get(0).function().isEmpty();
        if (error.frames().isEmpty() || shown) {
            return;
        }
        page.raw("<div class=\"stack\">\n")
                .element(heading, "small", "Call stack")
                .raw("\n");
        frames(error.own());
        List<Frame> foreign = error.foreign();
        if (!foreign.isEmpty()) {
            page.raw("<details><summary>")
                    .number(foreign.size())
                    .raw(foreign.size() == 1 ? " call in a package" : " calls in packages")
                    .raw("</summary>\n");
            frames(foreign);
            page.raw("</details>\n");
        }
        page.raw("</div>\n");
    }

    private void frames(List<Frame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        page.raw("<ol>\n");
        int times = 1;
        for (int i = 0; i < frames.size(); i += times) {
            Frame frame = frames.get(i);
            times = repetitions(frames, i);
            page.raw("<li>");
            if (frame.function().isEmpty()) {
                page.raw("<span class=\"function anonymous\">anonymous</span> ");
            } else {
                page.element("span", "function", frame.function()).raw(" ");
            }
            page.raw("<span>");
            place(frame.place());
            if (times > 1) {
                page.raw(" <span class=\"times\">").number(times).raw(" times</span>");
            }
            page.raw("</span></li>\n");
        }
        page.raw("</ol>\n");
    }

    /** How often in a row a call stands in a stack, as in a recursion. */
    private static int repetitions(List<Frame> frames, int from) {
        int to = from + 1;
        while (to < frames.size() && frames.get(to).equals(frames.get(from))) {
            to++;
        }
        return to - from;
    }

    private void request() {
        page.raw(
                        "<section class=\"request\">\n<h2 class=\"small\">Request</h2>\n<p class=\"line\"><span class=\"method\">")
                .text(request.method())
                .raw("</span> ")
                .text(request.path() + request.query())
                .raw("</p>\n<dl>\n");
        pairs(request.facts());
        page.raw("</dl>\n<details><summary>Headers</summary>\n<dl>\n");
        pairs(request.headers());
        page.raw("</dl>\n</details>\n</section>\n");
    }

    private void pairs(List<ShownRequest.Pair> pairs) {
        for (ShownRequest.Pair pair : pairs) {
            page.raw("<div><dt>")
                    .text(pair.name())
                    .raw("</dt><dd>")
                    .text(pair.value())
                    .raw("</dd></div>\n");
        }
    }

    private void foot() {
        page.raw(
                        "<footer>\n<span id=\"status\" role=\"status\">Save the file, and this page shows the new answer.</span>\n<span>Titan ")
                .text(Version.TITAN)
                .raw("</span>\n</footer>\n");
    }
}
