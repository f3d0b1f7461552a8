package dev.titan.bundler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the drift pass found in one bundle. Immutable.
 *
 * @param functions functions in the bundle
 * @param twins functions that were given a twin by which they suspend
 * @param generators generators that can suspend
 * @param asyncFunctions async functions that can suspend
 * @param parks places where a drift can only wait by holding its thread
 */
public record DriftReport(int functions, int twins, int generators, int asyncFunctions, List<Park> parks) {

    /** The report of a bundle in which nothing can drift. */
    public static final DriftReport NONE = new DriftReport(0, 0, 0, 0, List.of());

    /**
     * A place where a drift holds its thread.
     *
     * @param line in the bundle, from 1
     * @param column in the bundle, from 1, in UTF-16 code units
     * @param function the name of the function around it, or empty
     * @param reason why it cannot suspend: what stands above it
     * @param direct whether a drift stands right there; otherwise there is a call of something that may drift
     */
    public record Park(int line, int column, String function, String reason, boolean direct) {}

    public DriftReport {
        parks = List.copyOf(parks);
    }

    static DriftReport of(Map<String, @Nullable Object> json) {
        List<Park> parks = new ArrayList<>();
        for (Map<String, @Nullable Object> park : Values.maps(json.get("parks"))) {
            parks.add(new Park(
                    Values.integer(park.get("line")),
                    Values.integer(park.get("column")),
                    park.get("function") instanceof String name ? name : "",
                    Values.string(park.get("reason")),
                    Values.flag(park.get("direct"))));
        }
        return new DriftReport(
                Values.integer(json.get("functions")),
                Values.integer(json.get("twins")),
                Values.integer(json.get("generators")),
                Values.integer(json.get("asyncFunctions")),
                parks);
    }
}
