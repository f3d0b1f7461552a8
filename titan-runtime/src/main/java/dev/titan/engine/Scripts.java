package dev.titan.engine;

/** Scripts that JavaScript has the isolate load while it runs, by name. Safe for use by many threads: isolates share them. */
public interface Scripts {
    /**
     * The script of a name: an expression whose value is a function.
     *
     * @throws IllegalArgumentException when there is none of that name, which is a bug of whoever asks
     */
    Source source(String name);

    /** Keeps what V8 has compiled of a script that came without a code cache. */
    void compiled(String name, byte[] codeCache);
}
