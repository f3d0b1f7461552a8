package dev.titan.server;

import dev.titan.model.RouteEntry;
import dev.titan.routing.RouteMatch;
import dev.titan.runtime.Answer;
import java.util.ArrayList;
import java.util.List;

/** The answers that the routes table gives without an action: redirects and fixed replies. */
final class RouteReply {
    private RouteReply() {}

    /**
     * The answer of a route.
     *
     * @param route whose target is a redirect or a reply
     * @param match the route's parameters
     */
    static Answer.Response of(RouteEntry route, RouteMatch match) {
        if (route.target() instanceof RouteEntry.Redirect redirect) {
            String location = RedirectLocation.of(redirect.location(), route.pattern(), match);
            return new Answer.Response(redirect.status(), List.of("Location", location), new Answer.Empty());
        }
        RouteEntry.Reply reply = (RouteEntry.Reply) route.target();
        List<String> headers = new ArrayList<>();
        reply.headers().forEach((name, value) -> {
            headers.add(name);
            headers.add(value);
        });
        if (!reply.headers().containsKey("content-type") && !reply.body().isEmpty()) {
            headers.add("Content-Type");
            headers.add("text/plain; charset=utf-8");
        }
        return new Answer.Response(reply.status(), headers, new Answer.Text(reply.body()));
    }
}
