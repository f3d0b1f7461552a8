package dev.titan.model;

import java.util.List;

/**
 * A service of the app, as its file's text has it. Immutable.
 *
 * @param id {@code name@version}
 * @param name of the service
 * @param version of Semantic Versioning 2.0.0
 * @param className of the class that it is
 * @param methods those that can be called by name, in the order written
 * @param location where the author wrote the id
 */
public record ServiceEntry(
        String id, String name, String version, String className, List<Method> methods, SourceLocation location) {

    /**
     * A method that can be called by name.
     *
     * @param parameters their names
     */
    public record Method(String name, List<String> parameters) {
        public Method {
            parameters = List.copyOf(parameters);
        }
    }

    public ServiceEntry {
        methods = List.copyOf(methods);
    }
}
