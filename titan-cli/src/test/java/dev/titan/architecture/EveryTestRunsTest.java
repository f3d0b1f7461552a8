package dev.titan.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.params.ParameterizedTest;

/** A test that no runner picks up looks like one that passes: every class with tests has a name that Surefire (*Test) or Failsafe (*IT) runs. */
class EveryTestRunsTest {
    private static final Set<String> MARKS = Stream.of(
                    Test.class, ParameterizedTest.class, RepeatedTest.class, TestFactory.class, TestTemplate.class)
            .map(Class::getName)
            .collect(Collectors.toSet());

    @Test
    void everyClassWithTestsIsRun() {
        List<JavaClass> withTests = new ClassFileImporter()
                .importPaths(Modules.testClasses()).stream()
                        .filter(EveryTestRunsTest::hasTests)
                        .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                        .toList();
        assertFalse(withTests.isEmpty());
        assertEquals(
                List.of(),
                withTests.stream()
                        .filter(c -> !isRun(c))
                        .map(JavaClass::getName)
                        .sorted()
                        .toList());
    }

    private static boolean hasTests(JavaClass type) {
        return type.getAllMethods().stream()
                .flatMap(method -> method.getAnnotations().stream())
                .anyMatch(annotation -> MARKS.contains(annotation.getRawType().getName()));
    }

    private static boolean isRun(JavaClass type) {
        Optional<JavaClass> outer = type.getEnclosingClass();
        if (outer.isPresent()) {
            return type.isAnnotatedWith(Nested.class)
                    && !type.getModifiers().contains(JavaModifier.STATIC)
                    && isRun(outer.get());
        }
        return type.getSimpleName().endsWith("Test") || type.getSimpleName().endsWith("IT");
    }
}
