package dev.titan.extension;

import java.util.Locale;

/**
 * Java code as {@code t.<name>} of an app. The jar names the class in {@code META-INF/services/dev.titan.extension.Extension}, as {@link java.util.ServiceLoader} has it; it has a public
 * constructor without parameters. One instance serves all workers, so it is safe for use by many threads.
 *
 * <p>Every public method that the class declares is an operation for JavaScript, {@code t.<name>.<method>(…)}, which is drifted or awaited, and has its TypeScript type from its signature. No two have
 * one name.
 *
 * <ul>
 *   <li>One that returns a {@link java.util.concurrent.CompletionStage} is called on a thread that serves requests, so it returns at once. When nobody waits any more, its stage is cancelled.
 *   <li>Any other is called on a thread where it may block; that is interrupted when nobody waits any more.
 * </ul>
 *
 * <p>Parameters and results are {@code boolean}, numbers, {@link String}, {@code byte[]}, enums, {@link java.time.Instant}, {@link java.time.LocalDate}, {@link java.util.UUID}, {@link java.net.URI},
 * records, {@link java.util.List}, {@link java.util.Set} and {@link java.util.Map} of these, arrays, {@link java.util.Optional}, and {@link Object} for what may be anything; results also {@code void}. Null comes only where a
 * parameter or component is annotated {@code @Nullable} or is Optional.
 *
 * <p>An {@link ExtensionException} chooses the error that JavaScript catches, an {@link IllegalArgumentException} is a TypeError with its message; anything else is logged with its stack.
 */
public interface Extension {

    /** The name in {@code t}: a letter, then letters and digits. By default that of the class, without {@code Extension} at its end, the first letter small. */
    default String name() {
        String simple = getClass().getSimpleName();
        String name =
                simple.endsWith("Extension") ? simple.substring(0, simple.length() - "Extension".length()) : simple;
        return name.isEmpty() ? simple : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /**
     * Called once before anything is served.
     *
     * @throws Exception when it cannot serve: then the server does not start
     */
    default void start(ExtensionContext context) throws Exception {}

    /** Called once when nothing is served any more, also after a {@link #start} that failed. */
    default void stop() throws Exception {}
}
