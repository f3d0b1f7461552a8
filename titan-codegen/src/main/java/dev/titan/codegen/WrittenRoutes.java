package dev.titan.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.titan.model.ActionEntry;
import dev.titan.model.ActionEntry.Handler;
import dev.titan.model.Diagnostic;
import dev.titan.model.Nearest;
import dev.titan.model.RouteEntry;
import dev.titan.routing.MethodSet;
import dev.titan.routing.RoutePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges the calls of {@code route} one by one: each becomes routes, or a diagnostic. */
final class WrittenRoutes {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern PLACEHOLDER = Pattern.compile(":([\\p{L}_$][\\p{L}\\p{N}_$]*)");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private final Map<String, ActionEntry> actions = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics;

    /** @param diagnostics receives what is wrong */
    WrittenRoutes(List<ActionEntry> actions, List<Diagnostic> diagnostics) {
        for (ActionEntry action : actions) {
            this.actions.put(action.id(), action);
        }
        this.diagnostics = diagnostics;
    }

    /** The routes of a call; none when it is at fault. */
    List<RouteEntry> routes(RouteCall call) {
        if (call.kind().equals("group")) {
            JsonNode prefix = call.arguments().get(0);
            JsonNode body = call.arguments().get(1);
            JsonNode wrong = prefix.isTextual() ? body : prefix;
            return fault(
                    call,
                    RouteCode.BAD_CALL,
                    "route.group takes a path and a function, not " + described(wrong),
                    "write route.group('/api', (route) => { … })");
        }
        JsonNode path = call.arguments().get(0);
        if (!path.isTextual()) {
            return fault(
                    call,
                    RouteCode.BAD_CALL,
                    "a route's path is a string, not " + described(path),
                    "write it as the first argument, such as '/u/:id'");
        }
        String pattern = joined(call.prefix(), path.asText());
        Optional<PatternAdvice.Fault> fault = PatternAdvice.of(pattern);
        if (fault.isPresent()) {
            return fault(
                    call,
                    RouteCode.BAD_PATTERN,
                    "'" + pattern + "' is not a path for a route: "
                            + fault.get().why(),
                    fault.get().suggestion());
        }
        return switch (call.kind()) {
            case "action" -> action(call, pattern);
            case "redirect" -> redirect(call, pattern);
            default -> reply(call, pattern);
        };
    }

    /** In a group "/" is the group's own path. */
    private static String joined(List<String> prefix, String path) {
        if (prefix.isEmpty()) {
            return path;
        }
        StringBuilder all = new StringBuilder();
        for (String part : prefix) {
            all.append(part.endsWith("/") ? part.substring(0, part.length() - 1) : part);
        }
        if (!path.equals("/")) {
            all.append(path);
        }
        return all.isEmpty() ? "/" : all.toString();
    }

    private List<RouteEntry> action(RouteCall call, String pattern) {
        JsonNode name = call.arguments().get(1);
        if (!name.isTextual()) {
            return fault(
                    call,
                    RouteCode.BAD_CALL,
                    "an action is named by a string, not " + described(name),
                    "write the path of its file below app/actions without extension, such as 'auth/login'");
        }
        // A folder's index is meant by the folder's name too: no other action can have that path.
        ActionEntry action = actions.getOrDefault(name.asText(), actions.get(name.asText() + "/index"));
        if (action == null) {
            return fault(
                    call, RouteCode.NO_ACTION, "there is no action '" + name.asText() + "'", nearest(name.asText()));
        }
        if (call.method().equals("*")) {
            return action.handlers().stream()
                    .map(handler -> entry(call, pattern, handler.methods(), action, handler))
                    .toList();
        }
        List<RouteEntry> answering = new ArrayList<>();
        for (Handler handler : action.handlers()) {
            if (handler.methods().contains(MethodSet.WEBSOCKET_NAME)) {
                // A WebSocket is asked for by GET.
                if (call.method().equals("GET")) {
                    answering.add(entry(call, pattern, handler.methods(), action, handler));
                }
            } else if (handler.methods().isEmpty() || handler.methods().contains(call.method())) {
                answering.add(entry(call, pattern, List.of(call.method()), action, handler));
            }
        }
        if (!answering.isEmpty()) {
            return List.copyOf(answering);
        }
        Set<String> answers = new LinkedHashSet<>();
        action.handlers().forEach(handler -> answers.addAll(handler.methods()));
        String answered = answers.isEmpty() ? "it has no handler" : "it answers " + String.join(", ", answers);
        Diagnostic diagnostic = Diagnostic.error(
                RouteCode.NO_METHOD,
                "action '" + action.id() + "' does not answer " + call.method() + ": " + answered,
                call.location());
        diagnostics.add(
                action.handlers().isEmpty()
                        ? diagnostic
                        : diagnostic.note(
                                "the action is here", action.handlers().get(0).location()));
        return List.of();
    }

    private static RouteEntry entry(
            RouteCall call, String pattern, List<String> methods, ActionEntry action, Handler handler) {
        return new RouteEntry(pattern, methods, new RouteEntry.Action(action.id(), handler.export()), call.location());
    }

    private String nearest(String name) {
        // Authors write the URL's path or the file's where the action's name is meant.
        String bare = name.replaceFirst("^/?(app/)?(actions/|/)?", "")
                .replaceFirst("\\.(tsx?|mts|jsx?|mjs)$", "")
                .replaceFirst("(^|/)index$", "");
        if (actions.containsKey(bare)) {
            return "did you mean '" + bare + "'?";
        }
        return Nearest.of(bare, actions.keySet())
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> actions.isEmpty()
                        ? ""
                        : "actions are "
                                + actions.keySet().stream().limit(10).collect(Collectors.joining("', '", "'", "'"))
                                + (actions.size() > 10 ? ", …" : ""));
    }

    private List<RouteEntry> redirect(RouteCall call, String pattern) {
        JsonNode to = call.arguments().get(1);
        if (!to.isTextual()) {
            return fault(call, RouteCode.BAD_CALL, "a redirect leads to a path or URL, not to " + described(to), "");
        }
        String target = to.asText();
        if (!target.matches("(/(?!/)|https?://).*")
                || !FIELD_VALUE.matcher(target).matches()) {
            return fault(
                    call,
                    RouteCode.BAD_REDIRECT,
                    "a redirect cannot lead to '" + target + "'",
                    "write an absolute path such as '/new', or a URL with http: or https:, percent-encoded");
        }
        JsonNode status = call.arguments().get(2);
        if (!status.isInt() || !REDIRECTS.contains(status.intValue())) {
            return fault(
                    call,
                    RouteCode.BAD_REDIRECT,
                    "a redirect has the status 301, 302, 303, 307 or 308, not " + described(status),
                    "");
        }
        List<String> names = RoutePattern.parse(pattern).names();
        Matcher placeholders = PLACEHOLDER.matcher(target);
        while (placeholders.find()) {
            if (names.contains(placeholders.group(1))) {
                continue;
            }
            String valid = names.isEmpty()
                    ? "the path has no parameters"
                    : "parameters are '" + String.join("', '", names) + "'";
            return fault(
                    call,
                    RouteCode.BAD_REDIRECT,
                    "'" + pattern + "' has no parameter '" + placeholders.group(1) + "' to redirect with",
                    valid);
        }
        if (target.equals(pattern)) {
            return fault(call, RouteCode.BAD_REDIRECT, "'" + pattern + "' redirects to itself", "");
        }
        return List.of(new RouteEntry(
                pattern, List.of(), new RouteEntry.Redirect(target, status.intValue()), call.location()));
    }

    private List<RouteEntry> reply(RouteCall call, String pattern) {
        JsonNode answer = call.arguments().get(1);
        if (answer.has("not") || !answer.has("status")) {
            return fault(
                    call,
                    RouteCode.BAD_REPLY,
                    "a reply is a text, JSON, or an object of status, headers and body, not " + described(answer),
                    "");
        }
        JsonNode status = answer.get("status");
        if (!status.isInt() || status.intValue() < 200 || status.intValue() > 599) {
            return fault(
                    call, RouteCode.BAD_REPLY, "a reply has a status from 200 to 599, not " + described(status), "");
        }
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> header : answer.get("headers").properties()) {
            String value = header.getValue().asText();
            if (!TOKEN.matcher(header.getKey()).matches()
                    || header.getValue().isContainerNode()
                    || !FIELD_VALUE.matcher(value).matches()) {
                return fault(
                        call,
                        RouteCode.BAD_REPLY,
                        "the header '" + header.getKey() + "' cannot be sent with " + described(header.getValue()),
                        "");
            }
            headers.put(header.getKey(), value);
        }
        String type = answer.get("type").asText();
        if (!type.isEmpty()) {
            headers.putIfAbsent("content-type", type);
        }
        RouteEntry.Reply reply = new RouteEntry.Reply(
                status.intValue(), headers, answer.get("body").asText());
        return List.of(new RouteEntry(pattern, List.of("GET"), reply, call.location()));
    }

    /** What was found instead of what was expected. */
    private static String described(JsonNode found) {
        if (found.has("not")) {
            return found.get("not").asText();
        }
        return found.isTextual() ? "'" + found.asText() + "'" : found.toString();
    }

    private List<RouteEntry> fault(RouteCall call, String code, String text, String suggestion) {
        Diagnostic diagnostic = Diagnostic.error(code, text, call.location());
        diagnostics.add(suggestion.isEmpty() ? diagnostic : diagnostic.suggest(suggestion));
        return List.of();
    }
}
