package dev.titan.codegen;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids that a caller may use for services: the exact one, the range of its major version, and the bare name. Each range and bare name means the highest that is stable. */
public final class ServiceIds {
    /** https://semver.org */
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-[0-9A-Za-z.-]+)?(\\+.*)?");

    /**
     * One service.
     *
     * @param version exact
     * @param type the name of its interface
     */
    public record Service(String name, String version, String type) {}

    private ServiceIds() {}

    /** The names of interfaces by ids, in the order of the services. */
    public static Map<String, String> of(List<Service> services) {
        Map<String, String> ids = new LinkedHashMap<>();
        services.forEach(service -> ids.put(service.name() + "@" + service.version(), service.type()));
        services.stream()
                .filter(service -> part(service, 1) >= 0 && !isPreview(service))
                .sorted(Comparator.<Service>comparingLong(service -> part(service, 1))
                        .thenComparingLong(service -> part(service, 2))
                        .thenComparingLong(service -> part(service, 3)))
                .forEach(service -> {
                    ids.put(service.name() + "@^" + part(service, 1) + ".0.0", service.type());
                    ids.put(service.name(), service.type());
                });
        ids.keySet().removeIf(id -> id.contains("@^0."));
        return ids;
    }

    private static boolean isPreview(Service service) {
        Matcher version = VERSION.matcher(service.version());
        return version.matches() && version.group(4) != null;
    }

    private static long part(Service service, int part) {
        Matcher version = VERSION.matcher(service.version());
        return version.matches() ? Long.parseLong(version.group(part)) : -1;
    }
}
