package dev.titan.bundler;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis script found in a bundle. Immutable. Places are in the bundle's text.
 *
 * @param exports in the order of their names
 * @param imports what is left of imports after bundling
 * @param drift what the drift pass made of it
 * @param problem why nothing could be found, or null
 */
record BundleFacts(
        List<Export> exports,
        List<Import> imports,
        Drift drift,
        @Nullable Problem problem) {

    /**
     * What the drift pass made of a bundle.
     *
     * @param code the new text, or null if it left the bundle as it is
     * @param mappings from the new text to the bundle; empty if there is no new text
     * @param functions how many there are, then how many were given a twin, are generators and async functions that can suspend
     */
    record Drift(@Nullable String code, String mappings, List<Integer> functions, List<Park> parks) {
        static final Drift NONE = new Drift(null, "", List.of(0, 0, 0, 0), List.of());

        /** The same for the author. */
        DriftReport report(SourcePlaces places) {
            return new DriftReport(
                    functions.get(0),
                    functions.get(1),
                    functions.get(2),
                    functions.get(3),
                    parks.stream()
                            .map(park -> new DriftReport.Park(
                                    places.of(park.place()),
                                    park.function(),
                                    park.reason(),
                                    park.direct(),
                                    park.error()))
                            .toList());
        }
    }

    /** A place where a drift holds its thread, see {@link DriftReport.Park}. */
    record Park(Place place, String function, String reason, boolean direct, boolean error) {}

    /** The text of the bundle cannot be read. */
    record Problem(String text, @Nullable Place place) {}

    /** A place in the bundle: line and column from 1, in UTF-16 code units. */
    record Place(int line, int column, int length) {}

    /** What an exported value is, as far as the text tells. */
    enum Kind {
        /** The result of defineAction. */
        ACTION,
        /** A function. */
        FUNCTION,
        /** Something that can never be called as an action. */
        VALUE,
        /** The result of a call, for example. */
        UNKNOWN
    }

    /**
     * An export.
     *
     * @param binding what it stands for: two exports of one value have the same
     * @param what the kind in words, with an article
     * @param methods what the action's options say
     */
    record Export(String name, String binding, Kind kind, String what, Place place, Methods methods) {}

    /**
     * The methods in the options of defineAction.
     *
     * @param names as written; null when nothing is said, or it cannot be read
     * @param unreadable where something stands that cannot be read without running it, or null
     */
    record Methods(
            @Nullable List<String> names,
            @Nullable Place unreadable,
            @Nullable Place place) {}

    /**
     * An import that is still there.
     *
     * @param optional whether a failure is caught right there
     */
    record Import(String path, Place place, boolean optional) {}

    static BundleFacts parse(String json) throws IOException {
        Map<String, @Nullable Object> facts = Values.map(Values.parse(json));
        if (facts.get("problem") instanceof String problem) {
            return new BundleFacts(
                    List.of(), List.of(), Drift.NONE, new Problem(problem, optionalPlace(facts.get("place"))));
        }
        List<Export> exports = new ArrayList<>();
        for (Map<String, @Nullable Object> found : Values.maps(facts.get("exports"))) {
            exports.add(new Export(
                    Values.string(found.get("name")),
                    Values.string(found.get("binding")),
                    Kind.valueOf(Values.string(found.get("kind"))),
                    Values.string(found.get("what")),
                    place(Values.list(found.get("place"))),
                    methods(Values.map(found.get("methods")))));
        }
        List<Import> imports = new ArrayList<>();
        for (Map<String, @Nullable Object> found : Values.maps(facts.get("imports"))) {
            imports.add(new Import(
                    Values.string(found.get("path")),
                    place(Values.list(found.get("place"))),
                    Values.flag(found.get("optional"))));
        }
        String code = facts.get("code") instanceof String text ? text : null;
        String mappings = facts.get("mappings") instanceof String text ? text : "";
        Map<String, @Nullable Object> report = Values.map(facts.get("report"));
        Drift drift = new Drift(code, mappings, functions(report), parks(report));
        return new BundleFacts(List.copyOf(exports), List.copyOf(imports), drift, null);
    }

    private static Methods methods(Map<String, @Nullable Object> found) {
        return new Methods(
                found.get("names") == null
                        ? null
                        : Values.list(found.get("names")).stream()
                                .map(Values::string)
                                .toList(),
                optionalPlace(found.get("unreadable")),
                optionalPlace(found.get("place")));
    }

    private static List<Integer> functions(Map<String, @Nullable Object> report) {
        return Stream.of("functions", "twins", "generators", "asyncFunctions")
                .map(name -> Values.integer(report.get(name)))
                .toList();
    }

    private static List<Park> parks(Map<String, @Nullable Object> report) {
        List<Park> parks = new ArrayList<>();
        for (Map<String, @Nullable Object> found : Values.maps(report.get("parks"))) {
            parks.add(new Park(
                    new Place(Values.integer(found.get("line")), Values.integer(found.get("column")), 0),
                    found.get("function") instanceof String name ? name : "",
                    Values.string(found.get("reason")),
                    Values.flag(found.get("direct")),
                    Values.flag(found.get("error"))));
        }
        return parks;
    }

    private static @Nullable Place optionalPlace(@Nullable Object numbers) {
        return numbers == null ? null : place(Values.list(numbers));
    }

    private static Place place(List<@Nullable Object> numbers) {
        return new Place(
                Values.integer(numbers.get(0)), Values.integer(numbers.get(1)), Values.integer(numbers.get(2)));
    }
}
