package dev.titan.host.extension;

import dev.titan.extension.Extension;
import dev.titan.extension.ExtensionContext;
import dev.titan.host.extension.Extensions.Loaded;
import dev.titan.model.DiagnosticException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes a class fit to be an extension. */
final class ExtensionCheck {
    /** What {@code t} has of its own, or reserves. */
    static final Set<String> RESERVED = Set.of(
            "cache",
            "config",
            "cookies",
            "crypto",
            "db",
            "env",
            "error",
            "events",
            "fetch",
            "fs",
            "html",
            "http",
            "id",
            "jwt",
            "kv",
            "log",
            "password",
            "response",
            "session",
            "sleep",
            "tasks",
            "then",
            "time",
            "valid",
            "ws");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private ExtensionCheck() {}

    /** @param other one of the same name that is there already, or null */
    static void name(String name, Extension extension, @Nullable Loaded other) throws DiagnosticException {
        String type = extension.getClass().getName();
        if (!NAME.matcher(name).matches()) {
            throw Extensions.fault(
                    "TITAN_X102",
                    "the extension " + type + " is named '" + name + "'; expected a letter, then letters and digits");
        }
        if (RESERVED.contains(name)) {
            throw Extensions.fault(
                    "TITAN_X102",
                    "the extension " + type + " is named '" + name + "', but t." + name
                            + " is Titan's own; have name() return another");
        }
        if (other != null) {
            throw Extensions.fault(
                    "TITAN_X102",
                    "two extensions are named '" + name + "': "
                            + other.extension().getClass().getName() + " and " + type);
        }
    }

    static List<ExtensionMethod> methods(String name, Extension extension) throws DiagnosticException {
        List<ExtensionMethod> methods = new ArrayList<>();
        List<Method> all = Arrays.stream(extension.getClass().getMethods())
                .filter(ExtensionCheck::isOperation)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (Method method : all) {
            ExtensionMethod checked = new ExtensionMethod("t." + name + "." + method.getName(), extension, method);
            String where = extension.getClass().getName() + "." + method.getName();
            if (!methods.isEmpty() && methods.get(methods.size() - 1).label().equals(checked.label())) {
                throw Extensions.fault(
                        "TITAN_X103",
                        where + " is there twice; JavaScript has one method of a name: give each another");
            }
            if (method.getName().equals("then")) {
                throw Extensions.fault(
                        "TITAN_X103", where + " would make t." + name + " look like a promise; name it otherwise");
            }
            for (Parameter parameter : method.getParameters()) {
                requireForm(
                        where + ": the parameter " + parameter.getName(),
                        JavaType.of(parameter.getParameterizedType()));
            }
            JavaType result = JavaType.of(checked.result());
            if (result.raw() != void.class && result.raw() != Void.class) {
                requireForm(where + ": the result", result);
            }
            if (!method.trySetAccessible()) {
                throw Extensions.fault("TITAN_X103", where + " cannot be called; make the class public");
            }
            methods.add(checked);
        }
        if (methods.isEmpty()) {
            throw Extensions.fault(
                    "TITAN_X103",
                    "the extension " + extension.getClass().getName() + " has no public method for JavaScript to call");
        }
        return methods;
    }

    private static boolean isOperation(Method method) {
        if (method.getDeclaringClass() == Object.class
                || method.getDeclaringClass().isInterface()
                || method.isBridge()
                || method.isSynthetic()
                || Modifier.isStatic(method.getModifiers())) {
            return false;
        }
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        return switch (method.getName()) {
            case "name", "stop", "toString", "hashCode" -> !parameters.isEmpty();
            case "start" -> !parameters.equals(List.of(ExtensionContext.class));
            case "equals" -> !parameters.equals(List.of(Object.class));
            default -> true;
        };
    }

    private static void requireForm(String where, JavaType type) throws DiagnosticException {
        String unknown = type.unknown();
        if (unknown != null) {
            throw Extensions.fault(
                    "TITAN_X103",
                    where + " is a " + unknown
                            + ", which has no form in JavaScript; there are boolean, numbers, String, byte[], enums, Instant, LocalDate, UUID, URI, records, List, Set, Map with String keys, arrays, Optional and Object");
        }
    }
}
