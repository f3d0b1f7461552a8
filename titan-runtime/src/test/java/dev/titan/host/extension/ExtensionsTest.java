package dev.titan.host.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.extension.Extension;
import dev.titan.extension.ExtensionContext;
import dev.titan.host.extension.Extensions.Loaded;
import dev.titan.model.DiagnosticException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes an extension, its types, and what is refused. */
class ExtensionsTest {
    @TempDir
    Path lib;

    /** One with as much as a signature can have. */
    public static final class ShapesExtension implements Extension {
        public enum Unit {
            METRE,
            FOOT
        }

        public record Point(double lat, double lng, Optional<String> label) {}

        public record Shape(List<Point> points, Map<String, Long> counts, byte[] image, Instant at, Shape[] parts) {}

        public CompletionStage<Double> area(Shape shape, Unit unit) {
            return CompletableFuture.completedFuture(1.0);
        }

        public Optional<Point> find(String name, BigInteger id, Optional<List<Unit>> units) {
            return Optional.empty();
        }

        public void put(byte[] data, BigDecimal price, Instant at, Object any) {}

        public List<Map<String, boolean[]>> all(int... ids) {
            return List.of();
        }

        public void start(String notThatOfTheInterface) {}

        @Override
        public void start(ExtensionContext context) {}

        @Override
        public String toString() {
            return "not an operation";
        }

        public static void main(String[] arguments) {}
    }

    private static List<ExtensionMethod> methods(Extension extension) throws DiagnosticException {
        ExtensionCheck.name(extension.name(), extension, null);
        return ExtensionCheck.methods(extension.name(), extension);
    }

    private static String refusal(Extension extension) {
        return assertThrows(DiagnosticException.class, () -> methods(extension)).getMessage();
    }

    @Test
    void publicMethodsAreItsOperationsUnderTheNameOfItsClass() throws Exception {
        assertEquals(
                List.of("t.shapes.all", "t.shapes.area", "t.shapes.find", "t.shapes.put", "t.shapes.start"),
                methods(new ShapesExtension()).stream()
                        .map(ExtensionMethod::label)
                        .toList());
    }

    @Test
    void signaturesBecomeTypeScript() throws Exception {
        ShapesExtension shapes = new ShapesExtension();
        assertEquals("""
                // Written by titan out of the jars in lib: what is changed here is lost.

                declare namespace Titan {
                  /** `t.shapes`: dev.titan.host.extension.ExtensionsTest$ShapesExtension */
                  interface ShapesExtension {
                    all(ids: readonly number[]): Operation<({ [key: string]: boolean[] })[]>;
                    area(shape: ShapesExtension.Shape, unit: 'METRE' | 'FOOT'): Operation<number>;
                    find(name: string, id: bigint | number, units?: readonly ('METRE' | 'FOOT')[] | null): Operation<ShapesExtension.Point | null>;
                    put(data: ArrayBuffer | ArrayBufferView, price: string | number, at: Date | string, any?: any): Operation<void>;
                    start(notThatOfTheInterface: string): Operation<void>;
                  }
                  namespace ShapesExtension {
                    interface Shape {
                      points: ShapesExtension.Point[];
                      counts: { [key: string]: number };
                      image: Uint8Array;
                      at: Date;
                      parts: ShapesExtension.Shape[];
                    }
                    interface Point {
                      lat: number;
                      lng: number;
                      label?: string | null;
                    }
                  }
                  interface Host {
                    readonly shapes: ShapesExtension;
                  }
                }
                """, new ExtensionTypes(Map.of("shapes", new Loaded(shapes, methods(shapes)))).text());
    }

    static final class Log implements Extension {
        public int a() {
            return 1;
        }
    }

    static final class Odd implements Extension {
        @Override
        public String name() {
            return "a-b";
        }

        public int a() {
            return 1;
        }
    }

    static final class Nothing implements Extension {}

    static final class Twice implements Extension {
        public int a() {
            return 1;
        }

        public int a(int x) {
            return x;
        }
    }

    static final class Threads implements Extension {
        public int a(List<Thread> list) {
            return list.size();
        }
    }

    static final class Streams implements Extension {
        public CompletionStage<InputStream> a() {
            return CompletableFuture.failedFuture(new IllegalStateException());
        }
    }

    static final class Keys implements Extension {
        public Map<Integer, String> a() {
            return Map.of();
        }
    }

    static final class Promise implements Extension {
        public int then() {
            return 1;
        }
    }

    @Test
    void whatCannotServeIsRefusedWithWhatToDo() throws Exception {
        assertTrue(refusal(new Log()).contains("t.log is Titan's own; have name() return another"));
        assertTrue(refusal(new Odd()).contains("named 'a-b'; expected a letter, then letters and digits"));
        assertTrue(refusal(new Nothing()).contains("has no public method for JavaScript to call"));
        assertTrue(refusal(new Twice()).contains("Twice.a is there twice; JavaScript has one method of a name"));
        assertTrue(refusal(new Threads())
                .contains("the parameter list is a java.lang.Thread, which has no form in JavaScript; there are"));
        assertTrue(refusal(new Streams()).contains("the result is a java.io.InputStream"));
        assertTrue(refusal(new Keys()).contains("Map whose keys are not strings"));
        assertTrue(refusal(new Promise()).contains("would make t.promise look like a promise"));
        Loaded other = new Loaded(new Nothing(), List.of());
        assertTrue(assertThrows(DiagnosticException.class, () -> ExtensionCheck.name("one", new Nothing(), other))
                .getMessage()
                .contains("two extensions are named 'one'"));
    }

    @Test
    void aClassThatCannotBeMadeIsToldWithItsReason() throws Exception {
        ExtensionJar.write(
                lib.resolve("broken.jar"),
                "app.Broken",
                "package app; public class Broken implements dev.titan.extension.Extension { public Broken() { throw new IllegalStateException(\"no licence\"); } public int a() { return 1; } }");
        String said = assertThrows(
                        DiagnosticException.class,
                        () -> Extensions.ofFolder(lib).close())
                .getMessage();
        assertTrue(said.contains("app.Broken") && said.contains("no licence"), said);
    }

    @Test
    void aFolderWithoutExtensionsHasNone() throws Exception {
        assertTrue(Extensions.ofFolder(lib.resolve("missing")).methods().isEmpty());
        Files.writeString(lib.resolve("library.jar"), "this is not a jar");
        Files.writeString(lib.resolve("notes.txt"), "");
        try (Extensions extensions = Extensions.ofFolder(lib)) {
            assertTrue(extensions.methods().isEmpty());
        }
    }
}
