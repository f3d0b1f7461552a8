package dev.titan.codegen;

import dev.titan.routing.Router;
import java.util.Map;

/**
 * A routing class, compiled and loaded.
 *
 * @param router an instance of it
 * @param classes its class files by their path in a jar; the arrays are shared and must not be changed
 */
public record CompiledRouter(Router router, Map<String, byte[]> classes) {
    public CompiledRouter {
        classes = Map.copyOf(classes);
    }
}
