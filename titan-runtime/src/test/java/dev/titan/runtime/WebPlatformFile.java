package dev.titan.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the web platform tests with what its metadata comments say (writing-tests/testharness.md of the tests).
 *
 * @param name path below the checkout's root
 * @param scripts what is to be run before it, in order, as paths below the root
 * @param variants the queries that it is to be run with; one empty one where it names none
 * @param source its text
 */
record WebPlatformFile(String name, List<String> scripts, List<String> variants, String source) {
    private static final Pattern META = Pattern.compile("^// META: (\\w+)=(.*)$", Pattern.MULTILINE);

    static WebPlatformFile read(Path root, Path file) throws IOException {
        String name = root.relativize(file).toString().replace('\\', '/');
        String source = Files.readString(file);
        List<String> scripts = new ArrayList<>();
        List<String> variants = new ArrayList<>();
        Matcher meta = META.matcher(source);
        while (meta.find()) {
            String value = meta.group(2).strip();
            switch (meta.group(1)) {
                case "script" -> scripts.add(resolve(name, value));
                case "variant" -> variants.add(value);
                default -> {}
            }
        }
        return new WebPlatformFile(name, scripts, variants.isEmpty() ? List.of("") : variants, source);
    }

    /** Whether its tests may take a minute. */
    boolean isLong() {
        return source.contains("// META: timeout=long");
    }

    private static String resolve(String name, String script) {
        return script.startsWith("/")
                ? script.substring(1)
                : Path.of(name).resolveSibling(script).normalize().toString().replace('\\', '/');
    }
}
