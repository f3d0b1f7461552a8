package dev.titan.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked of source files as such. */
class SourceTreeTest {
    private static final int LONGEST_FILE = 400;
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+'|//.*|/\\*[\\s\\S]*?\\*/");
    private static final Pattern BRANCH = Pattern.compile("(?<![\\w.])(?:if|for|while) (?=\\()");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    @Test
    void noFileIsTooLongToReadAtOnce() {
        List<String> tooLong = Stream.of("src/main/java", "src/main/ts")
                .flatMap(Modules::sources)
                .filter(file -> file.text().lines().count() > LONGEST_FILE)
                .map(Object::toString)
                .toList();
        assertEquals(List.of(), tooLong, "longer than " + LONGEST_FILE + " lines; find the second concept in it");
    }

    @Test
    void everyBranchHasBraces() {
        List<String> without = new ArrayList<>();
        Modules.sources("src/main/java").forEach(file -> {
            String code = NO_CODE.matcher(file.text()).replaceAll("");
            Matcher branch = BRANCH.matcher(code);
            while (branch.find()) {
                String next = code.substring(endOfCondition(code, branch.end())).stripLeading();
                if (!next.startsWith("{") && !next.startsWith(";")) {
                    without.add(file + ": " + next.lines().findFirst().orElse(""));
                }
            }
        });
        assertEquals(List.of(), without, "without braces");
    }

    private static int endOfCondition(String code, int start) {
        int open = 0;
        int at = start;
        do {
            char c = code.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        } while (open > 0);
        return at;
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = Modules.sources("src/main/java")
                .map(Modules.SourceFile::folder)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(Object::toString)
                .toList();
        assertEquals(List.of(), unmarked, "packages without a package-info.java");
        List<String> withoutMark = Modules.sources("src/main/java")
                .filter(file -> file.path().endsWith("package-info.java"))
                .filter(file -> !file.text().contains("@org.jspecify.annotations.NullMarked"))
                .map(Object::toString)
                .toList();
        assertEquals(List.of(), withoutMark, "without @org.jspecify.annotations.NullMarked");
    }

    @Test
    void aPackageBelongsToOneModule() {
        Map<String, Set<String>> modules = new TreeMap<>();
        Modules.sources("src/main/java").forEach(file -> {
            Matcher declaration = PACKAGE.matcher(file.text());
            if (declaration.find()) {
                modules.computeIfAbsent(declaration.group(1), name -> new TreeSet<>())
                        .add(file.module());
            }
        });
        modules.values().removeIf(owners -> owners.size() == 1);
        assertEquals(Map.of(), modules);
    }
}
