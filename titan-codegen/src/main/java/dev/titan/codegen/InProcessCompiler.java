package dev.titan.codegen;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The JDK's compiler, with the files of the platform open from one compilation to the next. Everything of {@code javax.tools} is behind this class, which is
 * loaded only when there is a compiler: a small JRE lacks the whole package. One compilation at a time.
 */
final class InProcessCompiler {
    /** -source and -target, not --release: the class uses nothing newer than Java 17, and to read the signatures of an older platform costs as much again. */
    private static final List<String> OPTIONS = List.of(
            "-source",
            "17",
            "-target",
            "17",
            "-proc:none",
            "-implicit:none",
            "-g:source,lines",
            "-nowarn",
            "-Xlint:none",
            "--limit-modules",
            "java.base");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final RoutingClassPath classPath;

    InProcessCompiler() throws IOException {
        classPath = new RoutingClassPath(compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));
    }

    /** The class files of a routing class, by their path in a jar. */
    Map<String, byte[]> compile(String source) {
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(messages, classPath, null, OPTIONS, null, List.of(new Text(source)))
                .call();
        Map<String, byte[]> classes = classPath.takeWritten();
        if (!compiled) {
            throw new IllegalStateException("the generated routing class does not compile:\n" + messages);
        }
        return classes;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(
                    URI.create("titan:///" + RouterSource.CLASS_NAME.replace('.', '/') + ".java"),
                    JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
