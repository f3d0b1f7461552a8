package dev.titan.codegen;

import dev.titan.routing.MethodSet;
import dev.titan.routing.ParameterForm;
import dev.titan.routing.RouteMatch;
import dev.titan.routing.RoutePattern;
import dev.titan.routing.Router;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * What the compiler of a routing class sees of the class path: only the classes that it may name, taken from where Titan itself was loaded, so that no jar
 * has to be found or opened. Compiled classes stay in memory. Used by one compilation at a time.
 */
final class RoutingClassPath extends ForwardingJavaFileManager<JavaFileManager> {
    private static final List<Class<?>> VISIBLE =
            List.of(Router.class, RouteMatch.class, MethodSet.class, ParameterForm.class, RoutePattern.class);
    private static final String PACKAGE = Router.class.getPackageName();

    private final List<JavaFileObject> visible = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    RoutingClassPath(JavaFileManager platform) throws IOException {
        super(platform);
        for (Class<?> type : VISIBLE) {
            visible.add(new Compiled(type));
        }
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        return packageName.equals(PACKAGE) && kinds.contains(JavaFileObject.Kind.CLASS) ? visible : List.of();
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_PATH || super.hasLocation(location);
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Compiled compiled ? compiled.binaryName : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        String path = name.replace('.', '/') + ".class";
        return new SimpleJavaFileObject(URI.create("titan:///" + path), kind) {
            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                written.put(path, bytes);
                return bytes;
            }
        };
    }

    /** The class files written since the last call, by their path in a jar. */
    Map<String, byte[]> takeWritten() {
        Map<String, byte[]> classes = new TreeMap<>();
        written.forEach((path, bytes) -> classes.put(path, bytes.toByteArray()));
        written.clear();
        return classes;
    }

    private static final class Compiled extends SimpleJavaFileObject {
        final String binaryName;
        private final byte[] bytes;

        Compiled(Class<?> type) throws IOException {
            super(URI.create("titan:///" + type.getName().replace('.', '/') + ".class"), Kind.CLASS);
            binaryName = type.getName();
            try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                if (in == null) {
                    throw new IOException(type + " was loaded from nowhere");
                }
                bytes = in.readAllBytes();
            }
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
