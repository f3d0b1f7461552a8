package dev.titan.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The static methods of a class that is being written, small enough for the JVM however many there are. HotSpot compiles no method of more than 8,000
 * bytes, and a class holds at most 65,535 constants: a switch of more than {@value #MOST_CASES} cases is cut into several by the hash of its string, and
 * methods go into a further nested class when one holds enough.
 */
final class JavaMethods {
    private static final int MOST_CASES = 100;
    private static final int MOST_BUCKETS = 2048;
    private static final int PART_WEIGHT = 3_000;

    private final List<StringBuilder> parts = new ArrayList<>(List.of(new StringBuilder()));
    private int weight;
    private int count;

    /**
     * Adds a method that returns an int.
     *
     * @param name begins its name; a number makes it unique
     * @param comment what it answers, for its documentation
     * @param weight about how many constants it needs
     * @return the name to call it by from everywhere in the class
     */
    String add(String name, String comment, String parameters, String body, int weight) {
        if (this.weight > 0 && this.weight + weight > PART_WEIGHT) {
            parts.add(new StringBuilder());
            this.weight = 0;
        }
        this.weight += weight;
        int part = parts.size() - 1;
        String unique = name + count++;
        parts.get(part)
                .append("\n/** ")
                .append(JavaText.comment(comment))
                .append(". */\nprivate static int ")
                .append(unique)
                .append('(')
                .append(parameters)
                .append(") {\n")
                .append(indent(body))
                .append("}\n");
        return part == 0 ? unique : "Part" + part + "." + unique;
    }

    /**
     * Adds a method that switches on its first parameter, a string.
     *
     * @param parameters without the first
     * @param arguments the names in {@code parameters}
     * @param cases for each string the expression to answer, with lines of comment before it
     */
    String addSwitch(
            String name, String comment, String subject, String parameters, String arguments, Map<String, Case> cases) {
        String all = "String " + subject + ", " + parameters;
        if (cases.size() <= MOST_CASES) {
            return add(name, comment, all, cases(subject, cases), cases.size() + 1);
        }
        List<Map<String, Case>> buckets = buckets(cases);
        StringBuilder body =
                new StringBuilder("return switch (" + subject + ".hashCode() & " + (buckets.size() - 1) + ") {\n");
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.get(i).isEmpty()) {
                continue;
            }
            String bucket = add(
                    name,
                    comment + ", part " + i,
                    all,
                    cases(subject, buckets.get(i)),
                    buckets.get(i).size() + 1);
            body.append("    case ")
                    .append(i)
                    .append(" -> ")
                    .append(bucket)
                    .append('(')
                    .append(subject)
                    .append(", ")
                    .append(arguments)
                    .append(");\n");
        }
        return add(
                name,
                comment,
                all,
                body.append("    default -> NOT_FOUND;\n};\n").toString(),
                buckets.size() + 1);
    }

    /** What a case of a switch answers. */
    record Case(String comment, String expression) {}

    private static String cases(String subject, Map<String, Case> cases) {
        StringBuilder body = new StringBuilder("return switch (" + subject + ") {\n");
        cases.forEach((text, is) -> body.append(indent(is.comment()))
                .append("    case ")
                .append(JavaText.literal(text))
                .append(" -> ")
                .append(is.expression())
                .append(";\n"));
        return body.append("    default -> NOT_FOUND;\n};\n").toString();
    }

    /** Spreads cases by {@link String#hashCode}, whose values its contract fixes: as many buckets as keep each small. */
    private static List<Map<String, Case>> buckets(Map<String, Case> cases) {
        for (int size = Integer.highestOneBit(cases.size() / MOST_CASES) * 2; ; size *= 2) {
            List<Map<String, Case>> buckets = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                buckets.add(new TreeMap<>());
            }
            int mask = size - 1;
            cases.forEach((text, is) -> buckets.get(text.hashCode() & mask).put(text, is));
            if (size >= MOST_BUCKETS || buckets.stream().allMatch(bucket -> bucket.size() <= MOST_CASES)) {
                return buckets;
            }
        }
    }

    /** The methods, and the nested classes with those that have no room beside the first. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            out.append(
                            "\n/** More of the methods: a class can hold only so many constants. */\nprivate static final class Part")
                    .append(i)
                    .append(" {\n")
                    .append(indent(parts.get(i).substring(1)))
                    .append("}\n");
        }
        return out.toString();
    }

    /** The same lines, four columns further in. */
    static String indent(String lines) {
        StringBuilder out = new StringBuilder();
        lines.lines()
                .forEach(line ->
                        out.append(line.isEmpty() ? "" : "    ").append(line).append('\n'));
        return out.toString();
    }
}
