package dev.titan.bundler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One test of test262 with what its front matter says (INTERPRETING.md of test262).
 *
 * @param name its path under {@code test/language}
 * @param error the name of the error that it must end with, or null
 */
record Test262File(
        String name,
        String source,
        List<String> flags,
        List<String> includes,
        List<String> features,
        @Nullable String error) {
    private static final Pattern FRONT_MATTER = Pattern.compile("/\\*---(.*?)---\\*/", Pattern.DOTALL);
    private static final Pattern NEGATIVE =
            Pattern.compile("^negative:\\s*\\n(?:\\s+phase:.*\\n)?\\s+type:\\s*(\\w+)", Pattern.MULTILINE);
    private static final Pattern IMPORTS = Pattern.compile("\\bfrom\\s*['\"]|\\bimport\\s*['\"(]|\\bimport\\.");

    /** Features that the parser or V8 14 does not have, or that need more than one file. */
    private static final List<String> LEFT_OUT = List.of(
            "source-phase-imports",
            "source-phase-imports-module-source",
            "import-defer",
            "import-bytes",
            "import-text",
            "import-attributes",
            "json-modules",
            "decorators",
            "tail-call-optimization",
            "explicit-resource-management",
            "immutable-arraybuffer",
            "cross-realm",
            "host-gc-required");

    static Test262File read(Path folder, Path file) throws IOException {
        String source = Files.readString(file);
        Matcher matter = FRONT_MATTER.matcher(source);
        String text = matter.find() ? matter.group(1) : "";
        Matcher negative = NEGATIVE.matcher(text);
        String name = folder.relativize(file).toString().replace('\\', '/');
        return new Test262File(
                name,
                source,
                list(text, "flags"),
                list(text, "includes"),
                list(text, "features"),
                negative.find() ? negative.group(1) : null);
    }

    /** Whether it says something about code as bundles are: strict, in one file. */
    boolean applies() {
        return !flags.contains("noStrict")
                && !flags.contains("raw")
                && features.stream().noneMatch(LEFT_OUT::contains)
                && !(module() && IMPORTS.matcher(source).find())
                && !name.contains("dynamic-import");
    }

    boolean module() {
        return flags.contains("module");
    }

    boolean async() {
        return flags.contains("async");
    }

    private static List<String> list(String text, String key) {
        List<String> found = new ArrayList<>();
        Matcher inline = Pattern.compile("^" + key + ":\\s*\\[([^\\]]*)]", Pattern.MULTILINE)
                .matcher(text);
        if (inline.find()) {
            for (String one : inline.group(1).split(",")) {
                found.add(one.strip());
            }
            return found;
        }
        Matcher block = Pattern.compile("^" + key + ":\\s*\\n((?:\\s+-.*\\n)+)", Pattern.MULTILINE)
                .matcher(text);
        if (block.find()) {
            block.group(1)
                    .lines()
                    .forEach(line -> found.add(line.strip().substring(1).strip()));
        }
        return found;
    }
}
