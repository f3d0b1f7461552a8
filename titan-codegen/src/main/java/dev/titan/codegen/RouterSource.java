package dev.titan.codegen;

import dev.titan.codegen.JavaMethods.Case;
import dev.titan.codegen.RouteLeaf.Choice;
import dev.titan.codegen.RouteTree.Branch;
import dev.titan.codegen.RouteTree.Node;
import dev.titan.model.RouteEntry;
import dev.titan.routing.MethodSet;
import dev.titan.routing.RoutePattern.Type;
import dev.titan.runtime.AppArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the Java source of an app's routing class, {@value #CLASS_NAME}: an implementation of {@link dev.titan.routing.Router} for one route table. The
 * same table always gives the same text.
 *
 * <p>Paths without parameters are the cases of one switch. Behind it stands a method for each node of the tree of patterns: it is given where a segment
 * begins, tries what may stand there from the most specific on, and answers {@code NOT_FOUND} when none of it leads to a route that has the method, so
 * that its caller tries the next. Each node is visited at most once.
 */
final class RouterSource {
    static final String CLASS_NAME = AppArchive.ROUTER_CLASS;

    /** Up to this many literals are compared one after the other; more are switched on, for which the segment is copied. */
    private static final int FEW_LITERALS = 3;

    private static final String PARAMETERS = "int method, RouteMatch match";
    private static final String ARGUMENTS = "method, match";
    private static final String AT_END = "end == path.length()";

    private final JavaMethods methods = new JavaMethods();

    private RouterSource() {}

    /**
     * The source for a route table; {@link dev.titan.routing.Router#route} answers with indexes into it.
     *
     * @throws IllegalArgumentException if a pattern or a method is none that a route can have
     */
    static String of(List<RouteEntry> routes) {
        return new RouterSource().write(new RouteTree(routes));
    }

    private String write(RouteTree tree) {
        StringBuilder body =
                new StringBuilder("match.clear();\nint method = MethodSet.bit(name);\nint route = NOT_FOUND;\n");
        if (!tree.paths.isEmpty()) {
            Map<String, Case> cases = new TreeMap<>();
            tree.paths.forEach((path, leaf) -> cases.put(path, new Case(comment(leaf), choose(leaf))));
            String paths =
                    methods.addSwitch("paths", "The paths without parameters", "path", PARAMETERS, ARGUMENTS, cases);
            body.append("route = ").append(paths).append("(path, method, match);\n");
        }
        if (!tree.root.isEmpty()) {
            String root = node(tree.root, 0);
            body.append("if (route < 0) route = ").append(root).append("(path, 1, method, match);\n");
        }
        body.append("if (route >= 0) return route;\nif (match.refused() == 0) return NOT_FOUND;\n");
        body.append("match.allow(MethodSet.allow(match.refused()));\nreturn METHOD_NOT_ALLOWED;\n");

        String route = "@Override\npublic int route(String name, String path, RouteMatch match) {\n"
                + JavaMethods.indent(body.toString()) + "}\n";
        return """
                package dev.titan.generated;

                import static dev.titan.routing.MethodSet.*;

                import dev.titan.routing.MethodSet;
                import dev.titan.routing.ParameterForm;
                import dev.titan.routing.RouteMatch;
                import dev.titan.routing.Router;

                /** The routes of this app. Written by the build: what is changed here is lost with the next one. */
                public final class Routes implements Router {
                """ + JavaMethods.indent(route + methods) + "}\n";
    }

    /** @param depth how many parameters have matched before */
    private String node(Node node, int depth) {
        StringBuilder body = new StringBuilder();
        boolean many = node.literals.size() > FEW_LITERALS;
        if (many || !node.parameters.isEmpty()) {
            body.append("int slash = path.indexOf('/', at);\nint end = slash < 0 ? path.length() : slash;\n");
        }
        body.append("int found;\n");
        if (many) {
            body.append("found = ")
                    .append(literals(node, depth))
                    .append("(path.substring(at, end), path, end, method, match);\nif (found >= 0) return found;\n");
        } else {
            node.literals.forEach((text, branch) -> literal(body, text, branch, depth));
        }
        node.parameters.forEach((type, branch) -> parameter(body, type, branch, depth));
        if (node.rest != null) {
            body.append("if (at < path.length() && path.charAt(at) != '/') {\n");
            body.append("    match.add(path.substring(at));\n");
            tried(body, comment(node.rest), choose(node.rest));
            body.append("    match.truncate(").append(depth).append(");\n}\n");
        }
        body.append("return NOT_FOUND;\n");
        return methods.add(
                "node",
                "What follows " + node.prefix,
                "String path, int at, " + PARAMETERS,
                body.toString(),
                2 + 2 * FEW_LITERALS);
    }

    private String literals(Node node, int depth) {
        Map<String, Case> cases = new TreeMap<>();
        node.literals.forEach((text, branch) -> {
            String leaf = branch.leaf == null ? "NOT_FOUND" : choose(branch.leaf);
            String below =
                    branch.below == null ? "NOT_FOUND" : node(branch.below, depth) + "(path, end + 1, method, match)";
            String comment = branch.leaf == null ? "" : comment(branch.leaf);
            cases.put(text, new Case(comment, AT_END + " ? " + leaf + " : " + below));
        });
        return methods.addSwitch(
                "segment",
                "The literals that follow " + node.prefix,
                "segment",
                "String path, int end, " + PARAMETERS,
                "path, end, " + ARGUMENTS,
                cases);
    }

    /** A literal, and those after it while nothing else may stand there, are one comparison. */
    private void literal(StringBuilder body, String text, Branch branch, int depth) {
        if (branch.leaf != null) {
            body.append("if (path.length() == at + ")
                    .append(text.length())
                    .append(" && path.startsWith(")
                    .append(JavaText.literal(text))
                    .append(", at)) {\n");
            tried(body, comment(branch.leaf), choose(branch.leaf));
            body.append("}\n");
        }
        Node below = branch.below;
        if (below == null) {
            return;
        }
        if (below.literals.size() == 1 && below.parameters.isEmpty() && below.rest == null) {
            below.literals.forEach((next, onward) -> literal(body, text + "/" + next, onward, depth));
            return;
        }
        body.append("if (path.startsWith(").append(JavaText.literal(text + "/")).append(", at)) {\n");
        tried(body, "", node(below, depth) + "(path, at + " + (text.length() + 1) + ", method, match)");
        body.append("}\n");
    }

    private void parameter(StringBuilder body, Type type, Branch branch, int depth) {
        List<String> conditions = new ArrayList<>();
        if (branch.below == null) {
            conditions.add(AT_END);
        }
        if (branch.leaf == null) {
            conditions.add("end < path.length()");
        }
        conditions.add(
                switch (type) {
                    case UUID -> "ParameterForm.isUuid(path, at, end)";
                    case INT -> "ParameterForm.isInt(path, at, end)";
                    case NUMBER -> "ParameterForm.isNumber(path, at, end)";
                    case STRING -> "end > at";
                });
        body.append("if (").append(String.join(" && ", conditions)).append(") {\n");
        body.append("    match.add(path.substring(at, end));\n");
        String below = branch.below == null ? "" : node(branch.below, depth + 1) + "(path, end + 1, method, match)";
        if (branch.leaf == null) {
            tried(body, "", below);
        } else {
            String leaf = choose(branch.leaf);
            tried(body, comment(branch.leaf), branch.below == null ? leaf : AT_END + " ? " + leaf + " : " + below);
        }
        body.append("    match.truncate(").append(depth).append(");\n}\n");
    }

    private static void tried(StringBuilder body, String comment, String expression) {
        body.append(JavaMethods.indent(comment))
                .append("    found = ")
                .append(expression)
                .append(";\n    if (found >= 0) return found;\n");
    }

    /** An expression: the route of a leaf that answers the method. */
    private String choose(RouteLeaf leaf) {
        List<Choice> choices = leaf.choices();
        if (choices.size() == 1) {
            return choose(choices.get(0));
        }
        StringBuilder body = new StringBuilder("int found;\n");
        for (Choice choice : choices) {
            body.append("found = ").append(choose(choice)).append(";\nif (found >= 0) return found;\n");
        }
        body.append("return NOT_FOUND;\n");
        return methods.add("methods", "The routes of " + leaf.pattern(), PARAMETERS, body.toString(), 2)
                + "(method, match)";
    }

    private static String choose(Choice choice) {
        return "match.choose(method, " + set(choice.methods()) + ", " + choice.index() + ")";
    }

    private static String set(int methods) {
        if (methods == MethodSet.ALL) {
            return "ALL";
        }
        List<String> names = new ArrayList<>();
        for (String name : MethodSet.NAMES) {
            if ((methods & MethodSet.bit(name)) != 0) {
                names.add(name);
            }
        }
        if ((methods & MethodSet.WEBSOCKET) != 0) {
            names.add("WEBSOCKET");
        }
        return String.join(" | ", names);
    }

    private static String comment(RouteLeaf leaf) {
        StringBuilder lines = new StringBuilder();
        for (Choice choice : leaf.choices()) {
            lines.append("// ").append(JavaText.comment(choice.route())).append('\n');
        }
        return lines.toString();
    }
}
