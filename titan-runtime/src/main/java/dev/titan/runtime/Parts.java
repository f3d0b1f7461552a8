package dev.titan.runtime;

import dev.titan.engine.Scripts;
import dev.titan.engine.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The parts of the runtime's JavaScript that an isolate loads when they are first used: resources beside the kernel's, read once in a process. The first isolate that loads a part
 * compiles it; the others take its code cache.
 */
final class Parts implements Scripts {
    static final Parts SHARED = new Parts();

    private final ConcurrentMap<String, Source> sources = new ConcurrentHashMap<>();

    private Parts() {}

    @Override
    public Source source(String name) {
        return sources.computeIfAbsent(name, Parts::read);
    }

    @Override
    public void compiled(String name, byte[] codeCache) {
        sources.computeIfPresent(
                name,
                (key, source) ->
                        source.codeCache() == null ? new Source(source.name(), source.code(), codeCache) : source);
    }

    private static Source read(String name) {
        try (InputStream in = Parts.class.getResourceAsStream("parts/" + name + ".js")) {
            if (in == null) {
                throw new IllegalArgumentException("no part '" + name + "' of the runtime's JavaScript");
            }
            return Source.of("titan:" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
