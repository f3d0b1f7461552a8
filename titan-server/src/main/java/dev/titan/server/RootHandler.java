package dev.titan.server;

import dev.titan.model.ErrorCode;
import dev.titan.model.RouteEntry;
import dev.titan.routing.MethodSet;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.Router;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Fault;
import dev.titan.runtime.Generation;
import dev.titan.server.endpoint.Endpoint;
import dev.titan.server.endpoint.ExchangeSpan;
import dev.titan.server.websocket.WebSocketHandshake;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request enters: checks it, finds its route and has it answered. Runs on I/O threads only. It is written for a GET that an action answers in
 * place, where each microsecond counts; everything else branches off early.
 */
final class RootHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RootHandler.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final String[] NO_PARAMETERS = {};

    private final RequestContext context;
    private final Responder responder;
    private final HeadCheck check;
    private final Endpoint[] endpoints;
    private final IoLoop[] loops;
    private final ExchangeCompletionListener[] completions;

    /**
     * @param endpoints asked one after the other before the app's routes
     * @param loops one for each I/O thread, by its number
     */
    RootHandler(RequestContext context, List<Endpoint> endpoints, IoLoop[] loops) {
        this.context = context;
        this.responder = context.responder();
        this.check = new HeadCheck(context.limits());
        this.endpoints = endpoints.toArray(Endpoint[]::new);
        this.loops = loops;
        this.completions = new ExchangeCompletionListener[loops.length];
        for (IoLoop loop : loops) {
            completions[loop.number()] = (exchange, next) -> {
                loop.run(exchange, () -> loop.ended(exchange.getStatusCode()));
                next.proceed();
            };
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!exchange.isInIoThread()) {
            // A pipelined request begins on the thread that ended the one before it.
            exchange.dispatch(exchange.getIoThread(), this);
            return;
        }
        IoLoop loop = loops[exchange.getIoThread().getNumber()];
        String requestId = requestId(exchange, loop);
        try {
            route(exchange, loop, requestId, check.path(exchange));
        } catch (Refusal e) {
            count(exchange, loop);
            responder.problem(exchange, requestId, e.problem());
        } catch (RuntimeException e) {
            LOG.error("Request {} could not be served", requestId, e);
            if (exchange.isResponseStarted()) {
                exchange.setPersistent(false);
                exchange.endExchange();
            } else {
                responder.problem(exchange, requestId, Problem.of(ErrorCode.ACTION_FAILED));
            }
        }
    }

    private String requestId(HttpServerExchange exchange, IoLoop loop) {
        String given = exchange.getRequestHeaders().getFirst(REQUEST_ID);
        if (given != null && RequestIds.valid(given) && context.proxies().contains(RequestContext.peer(exchange))) {
            return given;
        }
        return loop.ids().next();
    }

    private void route(HttpServerExchange exchange, IoLoop loop, String requestId, String path) throws Refusal {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.answers(path)) {
                count(exchange, loop);
                endpoint.answer(exchange, requestId, path, responder);
                return;
            }
        }
        Generation generation = context.runtime().current();
        RouteMatch match = loop.match();
        match.clear();
        if (exchange.getRequestHeaders().contains(Headers.UPGRADE)
                && openedSocket(exchange, loop, requestId, path, generation)) {
            return;
        }
        int route = generation.router().route(exchange.getRequestMethod().toString(), path, match);
        if (route >= 0) {
            answerRoute(exchange, loop, requestId, path, generation, route);
        } else if (route == Router.METHOD_NOT_ALLOWED) {
            requireNoSocket(exchange, generation, path, match);
            refuseMethod(exchange, loop, requestId, match.allow());
        } else {
            answerUnrouted(exchange, loop, requestId, path, generation);
        }
    }

    /** Answers with an action, with what the route says itself, or with the fault that stands in its way. */
    private void answerRoute(
            HttpServerExchange exchange, IoLoop loop, String requestId, String path, Generation generation, int route) {
        Fault fault = generation.fault(route);
        ActionTarget target = generation.target(route);
        if (fault != null) {
            count(exchange, loop);
            responder.fault(exchange, requestId, fault, target);
        } else if (target != null) {
            String[] parameters = parameters(loop.match());
            call(new HttpInvocation(exchange, context, loop, requestId, target, path, parameters), exchange);
        } else {
            count(exchange, loop);
            RouteEntry entry = generation.app().manifest().routes().get(route);
            if (context.recorded()) {
                ExchangeSpan.routed(exchange, entry.pattern());
            }
            responder.answer(exchange, requestId, RouteReply.of(entry, loop.match()));
        }
    }

    /** The path is none of the app's routes: it may be a file. If not, and the app or its routes are broken, that may be the reason and is the answer. */
    private void answerUnrouted(
            HttpServerExchange exchange, IoLoop loop, String requestId, String path, Generation generation)
            throws Refusal {
        Fault fault = generation.faults().unrouted();
        HttpString method = exchange.getRequestMethod();
        if (fault != null && !responder.hasFile(path)) {
            count(exchange, loop);
            responder.fault(exchange, requestId, fault, null);
        } else if (method.equals(Methods.GET) || method.equals(Methods.HEAD)) {
            count(exchange, loop);
            responder.file(exchange, requestId, path);
        } else if (path.equals("*")) {
            refuseMethod(exchange, loop, requestId, HeadCheck.METHODS);
        } else if (responder.hasFile(path)) {
            refuseMethod(exchange, loop, requestId, "GET, HEAD, OPTIONS");
        } else {
            throw new Refusal(Problem.of(ErrorCode.NOT_FOUND));
        }
    }

    /** Whether the request asks for a WebSocket where there is one. On a path that has none, such a request is one like any other. */
    private boolean openedSocket(
            HttpServerExchange exchange, IoLoop loop, String requestId, String path, Generation generation)
            throws Refusal {
        RouteMatch match = loop.match();
        int route = WebSocketHandshake.asked(exchange)
                ? generation.router().route(MethodSet.WEBSOCKET_NAME, path, match)
                : Router.NOT_FOUND;
        ActionTarget target = route < 0 ? null : generation.target(route);
        if (target == null || !target.route().isSocket()) {
            match.clear();
            return false;
        }
        Fault fault = generation.fault(route);
        String[] parameters = parameters(match);
        if (fault != null) {
            count(exchange, loop);
            responder.fault(exchange, requestId, fault, target);
            return true;
        }
        String wrong = WebSocketHandshake.fault(exchange);
        if (wrong != null) {
            throw SocketOpening.required(exchange, wrong);
        }
        count(exchange, loop);
        if (context.recorded()) {
            ExchangeSpan.routed(exchange, target.route().pattern());
        }
        SocketOpening.begin(exchange, context, requestId, target, path, parameters);
        return true;
    }

    /** A plain GET of what is a socket only is told what to ask for. */
    private static void requireNoSocket(
            HttpServerExchange exchange, Generation generation, String path, RouteMatch match) throws Refusal {
        String allow = match.allow();
        if (exchange.getRequestMethod().equals(Methods.GET)) {
            int route = generation.router().route(MethodSet.WEBSOCKET_NAME, path, match);
            ActionTarget target = route < 0 ? null : generation.target(route);
            if (target != null && target.route().isSocket()) {
                throw SocketOpening.required(exchange, "This path is a WebSocket");
            }
        }
        match.clear();
        match.allow(allow);
    }

    private void refuseMethod(HttpServerExchange exchange, IoLoop loop, String requestId, String allow) throws Refusal {
        if (!exchange.getRequestMethod().equals(Methods.OPTIONS)) {
            throw new Refusal(Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "This path answers " + allow)
                    .header("Allow", allow));
        }
        count(exchange, loop);
        responder.answer(exchange, requestId, new Answer.Response(204, List.of("Allow", allow), new Answer.Empty()));
    }

    private void call(HttpInvocation invocation, HttpServerExchange exchange) {
        if (exchange.isRequestComplete()) {
            invocation.start();
        } else {
            BodyReader.read(exchange, invocation, context.limits(), context.fileThreshold());
        }
    }

    private void count(HttpServerExchange exchange, IoLoop loop) {
        exchange.addExchangeCompleteListener(completions[loop.number()]);
        loop.begun();
    }

    private static String[] parameters(RouteMatch match) {
        int count = match.count();
        if (count == 0) {
            return NO_PARAMETERS;
        }
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = match.value(i);
        }
        return values;
    }
}
