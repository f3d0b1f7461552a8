package dev.titan.host.extension;

import dev.titan.extension.ExtensionContext;
import dev.titan.extension.ExtensionException;
import dev.titan.host.OperationException;
import dev.titan.host.files.FileAccess;
import dev.titan.host.files.FileSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one extension is told of the app. */
final class AppContext implements ExtensionContext {
    private final String label;
    private final FileAccess files;
    private final Map<String, @Nullable Object> settings = new LinkedHashMap<>();

    AppContext(String name, FileSettings files, Map<String, @Nullable Object> app) {
        this.label = "t." + name;
        this.files = new FileAccess(files);
        if (app.get(name) instanceof Map<?, ?> own) {
            own.forEach((key, value) -> settings.put((String) key, value));
        }
    }

    @Override
    public Map<String, @Nullable Object> settings() {
        return new LinkedHashMap<>(settings);
    }

    @Override
    public Path readable(String path) {
        return reached(() -> files.readable(label, path));
    }

    @Override
    public Path writable(String path) {
        return reached(() -> files.writable(label, path));
    }

    private static Path reached(Supplier<Path> find) {
        try {
            return find.get();
        } catch (OperationException e) {
            throw new ExtensionException(e.name(), e.code(), String.valueOf(e.getMessage()), e);
        }
    }
}
