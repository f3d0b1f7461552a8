package dev.titan.host.extension;

import dev.titan.host.extension.Extensions.Loaded;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the TypeScript of extensions. For one use. */
final class ExtensionTypes {
    private final Map<String, Loaded> loaded;
    private final StringBuilder text = new StringBuilder("""
            // Written by titan out of the jars in lib: what is changed here is lost.

            """);

    /** Records of the extension that is being written, by the names that they have in TypeScript, and those that are still to be written. */
    private final Map<Class<?>, String> records = new LinkedHashMap<>();

    private final Deque<Class<?>> pending = new ArrayDeque<>();

    ExtensionTypes(Map<String, Loaded> loaded) {
        this.loaded = loaded;
    }

    String text() {
        if (loaded.isEmpty()) {
            return text.append("declare namespace Titan {}\n").toString();
        }
        text.append("declare namespace Titan {\n");
        loaded.forEach(this::write);
        text.append("  interface Host {\n");
        loaded.keySet().forEach(name -> text.append("    readonly " + name + ": " + interfaceName(name) + ";\n"));
        return text.append("  }\n}\n").toString();
    }

    private static String interfaceName(String extension) {
        return extension.substring(0, 1).toUpperCase(Locale.ROOT) + extension.substring(1) + "Extension";
    }

    private void write(String name, Loaded extension) {
        records.clear();
        String type = interfaceName(name);
        text.append("  /** `t.")
                .append(name)
                .append("`: ")
                .append(extension.extension().getClass().getName())
                .append(" */\n");
        text.append("  interface ").append(type).append(" {\n");
        for (ExtensionMethod method : extension.methods()) {
            text.append("    ")
                    .append(method.method().getName())
                    .append('(')
                    .append(parameters(type, method))
                    .append("): Operation<")
                    .append(type(type, method.result(), false))
                    .append(">;\n");
        }
        text.append("  }\n");
        if (!pending.isEmpty()) {
            text.append("  namespace ").append(type).append(" {\n");
            for (Class<?> record; (record = pending.poll()) != null; ) {
                text.append("    interface ").append(records.get(record)).append(" {\n");
                for (RecordComponent component : record.getRecordComponents()) {
                    boolean optional = component.getType() == Optional.class
                            || Arguments.isNullable(component, component.getAnnotatedType());
                    text.append("      ").append(component.getName()).append(optional ? "?: " : ": ");
                    text.append(nullable(type(type, component.getGenericType(), false), optional))
                            .append(";\n");
                }
                text.append("    }\n");
            }
            text.append("  }\n");
        }
    }

    private String parameters(String owner, ExtensionMethod method) {
        List<String> written = new ArrayList<>();
        Parameter[] parameters = method.method().getParameters();
        boolean last = true;
        for (int i = parameters.length - 1; i >= 0; i--) {
            Parameter parameter = parameters[i];
            boolean optional = parameter.getType() == Optional.class
                    || parameter.getType() == Object.class
                    || Arguments.isNullable(parameter, parameter.getAnnotatedType());
            last &= optional;
            written.add(
                    0,
                    parameter.getName()
                            + (last ? "?: " : ": ")
                            + nullable(
                                    type(owner, parameter.getParameterizedType(), true),
                                    optional && parameter.getType() != Object.class));
        }
        return String.join(", ", written);
    }

    private static String nullable(String type, boolean nullable) {
        return nullable && !type.endsWith(" | null") ? type + " | null" : type;
    }

    /** @param given whether it comes from JavaScript, where more than one form may be taken */
    private String type(String owner, Type declared, boolean given) {
        JavaType java = JavaType.of(declared);
        Class<?> raw = java.raw();
        if (raw == void.class || raw == Void.class) {
            return "void";
        }
        if (raw == Object.class) {
            return "any";
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return "boolean";
        }
        if (raw == BigInteger.class) {
            return given ? "bigint | number" : "bigint";
        }
        if (raw == BigDecimal.class) {
            return given ? "string | number" : "string";
        }
        if (java.isNumber()) {
            return "number";
        }
        if (raw == byte[].class) {
            return given ? "ArrayBuffer | ArrayBufferView" : "Uint8Array";
        }
        if (raw == Instant.class) {
            return given ? "Date | string" : "Date";
        }
        if (raw == Optional.class) {
            return type(owner, java.argument(0), given) + " | null";
        }
        if (java.isCollection() || raw.isArray()) {
            return (given ? "readonly " : "") + grouped(type(owner, java.element(), given)) + "[]";
        }
        if (raw == Map.class) {
            return "{ [key: string]: " + type(owner, java.argument(1), given) + " }";
        }
        if (raw.isEnum()) {
            return JavaType.constants(raw).stream()
                    .map(name -> "'" + name + "'")
                    .collect(Collectors.joining(" | "));
        }
        return raw.isRecord() ? owner + "." + record(raw) : "string";
    }

    private static String grouped(String type) {
        return type.contains(" ") ? "(" + type + ")" : type;
    }

    private String record(Class<?> raw) {
        String known = records.get(raw);
        if (known != null) {
            return known;
        }
        String name = raw.getSimpleName();
        for (int i = 2; records.containsValue(name); i++) {
            name = raw.getSimpleName() + i;
        }
        records.put(raw, name);
        pending.add(raw);
        return name;
    }
}
