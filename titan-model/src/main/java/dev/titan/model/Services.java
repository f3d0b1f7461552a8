package dev.titan.model;

import java.util.List;

/**
 * The services of an app. Immutable.
 *
 * @param files the files that the services' bundle exports, by their paths below app/services: the i-th as {@code s<i>}. Empty when the app has no services.
 * @param entries the services that their files' text shows, in the order of the files and within a file as written
 */
public record Services(List<String> files, List<ServiceEntry> entries) {
    /** Of an app without services. */
    public static final Services NONE = new Services(List.of(), List.of());

    /** The name of the services' bundle. */
    public static final String BUNDLE = "titan:///services.js";

    public Services {
        files = List.copyOf(files);
        entries = List.copyOf(entries);
    }

    /** Whether the app has any, and so a bundle of them. */
    public boolean any() {
        return !files.isEmpty();
    }
}
