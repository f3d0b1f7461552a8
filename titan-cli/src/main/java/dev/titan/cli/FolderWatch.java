package dev.titan.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when files that a build depends on change: those below the app's folder but what is generated or served as it is, and those elsewhere that the last
 * build read. Confined to one thread.
 */
final class FolderWatch implements AutoCloseable {
    /** Editors write a file in several steps, a checkout many files: what comes within this time belongs together. */
    private static final long QUIET_MS = 15;

    private static final Set<String> NOT_SOURCES = Set.of("node_modules", "dist", "data", "public", "target");

    private final Path app;
    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Set<Path> watched = new HashSet<>();

    /** @throws IOException when the system has no more watches to give, or the folder is gone */
    FolderWatch(Path app) throws IOException {
        this.app = app;
        this.service = app.getFileSystem().newWatchService();
        registerTree(app);
    }

    /** Watches the folders of further files too. */
    void include(Set<Path> files) throws IOException {
        for (Path file : files) {
            Path folder = file.getParent();
            if (folder != null && Files.isDirectory(folder)) {
                register(folder);
            }
        }
    }

    /**
     * Waits until something changes, and then until it is quiet.
     *
     * @return the files that changed; one that another program made and removed again may be among them
     */
    Set<Path> await() throws InterruptedException, IOException {
        Set<Path> changed = new HashSet<>();
        while (changed.isEmpty()) {
            collect(service.take(), changed);
        }
        for (WatchKey key = quiet(); key != null; key = quiet()) {
            collect(key, changed);
        }
        return changed;
    }

    private @Nullable WatchKey quiet() throws InterruptedException {
        return service.poll(QUIET_MS, TimeUnit.MILLISECONDS);
    }

    private void collect(WatchKey key, Set<Path> changed) throws IOException {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder == null || !(event.context() instanceof Path name)) {
                // Too many events to list: anything may have changed.
                changed.add(app);
                continue;
            }
            Path file = folder.resolve(name);
            if (!isSource(file)) {
                continue;
            }
            changed.add(file);
            if (event.kind() == ENTRY_CREATE && Files.isDirectory(file)) {
                registerTree(file);
            }
        }
        if (!key.reset()) {
            Path gone = folders.remove(key);
            watched.remove(gone);
        }
    }

    private boolean isSource(Path file) {
        Path name = file.getFileName();
        if (name == null) {
            return false;
        }
        String text = name.toString();
        return text.startsWith(".") ? text.startsWith(".env") : !text.endsWith("~") && !isSkipped(file);
    }

    /** Only the app's own folders of these names: a folder app/actions/data holds actions. */
    private boolean isSkipped(Path file) {
        return NOT_SOURCES.contains(String.valueOf(file.getFileName())) && app.equals(file.getParent());
    }

    private void registerTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                boolean hidden = !folder.equals(app)
                        && String.valueOf(folder.getFileName()).startsWith(".");
                if (hidden || isSkipped(folder) || folder.endsWith("node_modules")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                register(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void register(Path folder) throws IOException {
        if (watched.add(folder)) {
            folders.put(folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
