package dev.titan.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.titan.bundler.FileChanges;
import dev.titan.bundler.IncrementalBundler;
import dev.titan.model.EnvironmentException;
import dev.titan.model.FileFault;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
 * Tells when files that a build depends on change: those below the app's folder but what is generated or served as it is, and those elsewhere that a build has
 * read. Confined to one thread.
 */
final class FolderWatch implements AutoCloseable {
    /** Editors write a file in several steps, which follow one another at once. */
    private static final long FILE_QUIET_MS = 2;

    /** A checkout writes many files, and may pause in between. */
    private static final long MANY_QUIET_MS = 25;

    private static final int MANY = 4;

    /** Of a stream of changes that never pauses. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final String PACKAGES = "node_modules";
    private static final Set<String> NOT_SOURCES = Set.of(PACKAGES, "dist", "data", "public", "target");

    private final Path app;
    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Set<Path> watched = new HashSet<>();

    /** Folders that are watched for the files of a build that lie in them. */
    private final Set<Path> elsewhere = new HashSet<>();

    private Set<Path> inputs = Set.of();
    private boolean inputsAreAll;

    /** Files that nothing was known to depend on when they were written, since {@link #include} was called last. */
    private final Set<Path> written = new HashSet<>();

    private final Set<Path> files = new HashSet<>();
    private final Set<Path> created = new HashSet<>();
    private boolean unknown;
    private long firstSeen;

    /**
     * @param app the app's folder, without symbolic links
     * @throws IOException when the system has no more watches to give, or the folder is gone
     */
    FolderWatch(Path app) throws IOException {
        this.app = app;
        this.service = app.getFileSystem().newWatchService();
        Path above = app.getParent();
        if (above != null) {
            register(above);
        }
        registerTree(app);
    }

    /**
     * Says what the app depends on. From then on these files are watched too, wherever they lie, and writing to others means nothing.
     *
     * @param depends all files that the app was built of
     * @param certain whether that is all: an app of which something is broken may depend on others
     * @param read when they were read, as {@link System#currentTimeMillis}: one that was written since counts as changed, if its folder was not watched
     */
    void include(Set<Path> depends, boolean certain, long read) throws IOException {
        Set<Path> added = new HashSet<>();
        for (Path file : depends) {
            Path folder = file.getParent();
            if (folder == null || folder.startsWith(app) && watched.contains(folder) || !elsewhere.add(folder)) {
                continue;
            }
            if (Files.isDirectory(folder)) {
                register(folder);
                added.add(folder);
            }
        }
        for (Path file : depends) {
            boolean unseen = added.contains(file.getParent())
                    && Files.exists(file)
                    && Files.getLastModifiedTime(file).toMillis() >= read;
            if (unseen || written.contains(file)) {
                files.add(file);
            }
        }
        written.clear();
        inputs = depends;
        inputsAreAll = certain;
    }

    /** Waits until something changes, and then until it is quiet. */
    FileChanges await() throws InterruptedException, IOException {
        while (isEmpty()) {
            collect(service.take());
        }
        firstSeen = System.nanoTime();
        settle();
        return take();
    }

    /** When the first of the changes was seen that {@link #await} has told of last, by {@link System#nanoTime}. */
    long firstSeen() {
        return firstSeen;
    }

    /** What has changed meanwhile and until it is quiet for a time, or null when nothing has. */
    @Nullable
    FileChanges poll(long quietMs) throws InterruptedException, EnvironmentException {
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(quietMs);
            for (WatchKey key = next(end); key != null; key = isEmpty() ? next(end) : null) {
                collect(key);
            }
            if (isEmpty()) {
                return null;
            }
            settle();
            return take();
        } catch (IOException e) {
            throw new EnvironmentException("cannot watch " + app + ": " + FileFault.of(e), e);
        }
    }

    /** Collects until nothing that matters has come for a while. */
    private void settle() throws InterruptedException, IOException {
        long start = System.nanoTime();
        long last = start;
        while (true) {
            boolean many = unknown || files.size() >= MANY;
            long quiet = TimeUnit.MILLISECONDS.toNanos(many ? MANY_QUIET_MS : FILE_QUIET_MS);
            WatchKey key = next(Math.min(last + quiet, start + LONGEST_NANOS));
            if (key == null) {
                return;
            }
            if (collect(key)) {
                last = System.nanoTime();
            }
        }
    }

    /** What has come, or comes until then; null when nothing does. */
    private @Nullable WatchKey next(long end) throws InterruptedException {
        return service.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private boolean isEmpty() {
        return files.isEmpty() && !unknown;
    }

    private FileChanges take() {
        FileChanges changes = new FileChanges(files, created, unknown);
        files.clear();
        created.clear();
        unknown = false;
        return changes;
    }

    /** @return whether any of it matters */
    private boolean collect(WatchKey key) throws IOException {
        Path folder = folders.get(key);
        boolean any = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder == null || !(event.context() instanceof Path name)) {
                // Too many events to list.
                unknown = true;
                any = true;
            } else {
                any |= collect(folder.resolve(name), event.kind());
            }
        }
        if (!key.reset()) {
            Path gone = folders.remove(key);
            watched.remove(gone);
            elsewhere.remove(gone);
        }
        return any;
    }

    private boolean collect(Path file, WatchEvent.Kind<?> kind) throws IOException {
        boolean came = kind == ENTRY_CREATE;
        if (app.equals(file)) {
            if (came) {
                registerTree(app);
            }
            unknown = true;
            return true;
        }
        if (!came && !Files.exists(file)) {
            // A folder may have been renamed, and its watches with it.
            watched.removeIf(folder -> folder.startsWith(file));
            elsewhere.removeIf(folder -> folder.startsWith(file));
        }
        if (came && file.equals(app.resolve(PACKAGES))) {
            register(file);
        } else if (!matters(file)) {
            return false;
        } else if (kind == ENTRY_MODIFY
                && inputsAreAll
                && !inputs.contains(file)
                && !IncrementalBundler.decides(file)) {
            // An update may be under way that is about to find that it does matter.
            written.add(file);
            return false;
        } else if (came && Files.isDirectory(file)) {
            registerTree(file);
        }
        files.add(file);
        if (came) {
            created.add(file);
        }
        return true;
    }

    private boolean matters(Path file) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.getParent();
        if (folder != null && folder.endsWith(PACKAGES) && isAbove(folder.getParent())) {
            return true;
        }
        if (!file.startsWith(app) && !elsewhere.contains(folder)) {
            return false;
        }
        return name.startsWith(".env")
                || (!name.startsWith(".") && !isSkipped(file) && IncrementalBundler.mayDependOn(file));
    }

    private boolean isAbove(@Nullable Path folder) {
        return folder != null && app.startsWith(folder);
    }

    /** Only the app's own folders of these names: a folder app/actions/data holds actions. */
    private boolean isSkipped(Path file) {
        return NOT_SOURCES.contains(String.valueOf(file.getFileName())) && app.equals(file.getParent());
    }

    private void registerTree(Path root) throws IOException {
        if (root.equals(app)) {
            // Packages may lie beside the app or in a folder above it.
            for (Path above = app; above != null; above = above.getParent()) {
                if (Files.isDirectory(above.resolve(PACKAGES))) {
                    register(above.resolve(PACKAGES));
                }
            }
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                boolean hidden = !folder.equals(app)
                        && String.valueOf(folder.getFileName()).startsWith(".");
                if (hidden || isSkipped(folder) || folder.endsWith(PACKAGES)) {
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
            try {
                folders.put(folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // Gone since it was seen; the folder above it tells when it is back.
                watched.remove(folder);
            }
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
