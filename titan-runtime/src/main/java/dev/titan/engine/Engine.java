package dev.titan.engine;

import com.caoccao.javet.enums.JSRuntimeType;
import com.caoccao.javet.interop.V8Host;
import com.caoccao.javet.interop.loader.IJavetLibLoadingListener;
import com.caoccao.javet.interop.loader.JavetLibLoader;
import com.caoccao.javet.interop.options.V8RuntimeOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** V8 in this process: its native library and its flags. V8 is initialised once; the options of the first call hold. */
public final class Engine {
    /** The version of Javet, and so of its native libraries. */
    public static final String JAVET_VERSION = JavetLibLoader.LIB_VERSION;

    /** Held, since loggers are collected together with their level. Javet warns of every reference that a closed isolate takes along. */
    private static final Logger JAVET_LOGGER = Logger.getLogger("com.caoccao.javet");

    /**
     * What one turn allocates under load fills V8's first young generation of 1 MiB many times a second; at 8 MiB there are fewer collections of it, and each finds
     * less that is still alive. It is touched as it fills, so an idle isolate pays nothing.
     */
    private static final int YOUNG_MIB = 8;

    /** A memory of WebAssembly may take as much as four heaps, in pages of 64 KiB. */
    private static final int WASM_PAGES_PER_HEAP_MIB = 64;

    private static volatile boolean started;

    private Engine() {}

    /**
     * Loads the native library and initialises V8. Call it first on the main thread.
     *
     * @throws IllegalStateException when there is no library for this platform, or it cannot be loaded
     */
    public static void start(EngineOptions options) {
        if (!started) {
            initialise(options);
        }
    }

    private static synchronized void initialise(EngineOptions options) {
        if (started) {
            return;
        }
        JAVET_LOGGER.setLevel(Level.SEVERE);
        Path library = library();
        File folder = library.toFile().getParentFile();
        JavetLibLoader.setLibLoadingListener(new IJavetLibLoadingListener() {
            @Override
            public File getLibPath(JSRuntimeType type) {
                return folder;
            }

            @Override
            public boolean isDeploy(JSRuntimeType type) {
                return false;
            }
        });
        V8RuntimeOptions.V8_FLAGS.setUseStrict(false).setCustomFlags(flags(options));
        V8RuntimeOptions.V8_FLAGS.setIcuDataFile(localeData().toString());
        V8Host host = host();
        if (!host.isLibraryLoaded()) {
            throw new IllegalStateException(
                    "the V8 library " + library + " cannot be loaded: "
                            + host.getLastException().getMessage(),
                    host.getLastException());
        }
        started = true;
    }

    /**
     * Loop unrolling of the optimising compiler is off because it can drop the check for termination from a loop around an allocation: such a loop could not
     * be ended by the watchdog. Natives syntax is on for one call of the runtime's own ({@code %PerformMicrotaskCheckpoint()}); no bundle can use it, since the parsers
     * of the build refuse it. A memory of WebAssembly that no instance exports is seen by nobody, so V8 bounds each. Each core has an isolate of its own, so no other is
     * free to help with the young generation.
     */
    private static String flags(EngineOptions options) {
        String flags = "--allow-natives-syntax --no-turboshaft-loop-unrolling --max-old-space-size=" + options.heapMb()
                + " --no-parallel-scavenge --min-semi-space-size=" + YOUNG_MIB
                + " --wasm-max-mem-pages=" + options.heapMb() * WASM_PAGES_PER_HEAP_MIB;
        return options.eval() ? flags : flags + " --disallow-code-generation-from-strings";
    }

    /** V8 as it is built with its internationalisation. It needs {@link #localeData} before it is loaded. */
    static V8Host host() {
        return V8Host.getV8I18nInstance();
    }

    /** What must be the same for a code cache to be of use. V8 itself checks flags and source, silently. */
    public static String cacheKey() {
        return JAVET_VERSION + " " + platform();
    }

    /** This machine in the words of {@code --platform}, for example {@code linux-x86_64}. */
    public static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String family = os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : os;
        return family + "-" + (arch.equals("aarch64") ? "arm64" : arch.equals("amd64") ? "x86_64" : arch);
    }

    /** The class path resource that holds V8 for a platform. */
    public static String libraryResource(String platform) {
        String extension = platform.startsWith("windows") ? "dll" : platform.startsWith("macos") ? "dylib" : "so";
        return "libjavet-v8-" + platform + "-i18n.v." + JAVET_VERSION + "." + extension;
    }

    private static Path library() {
        String resource = libraryResource(platform());
        try {
            return CachedResource.extract(resource);
        } catch (IOException e) {
            throw new IllegalStateException("no V8 for this platform (" + platform() + "): " + e.getMessage(), e);
        }
    }

    /** V8 reads the whole file when it is initialised, and aborts the process at the first use of a locale if it cannot. */
    private static Path localeData() {
        boolean all = Engine.class.getClassLoader().getResource(LocaleData.ALL) != null;
        try {
            return CachedResource.extract(all ? LocaleData.ALL : LocaleData.ENGLISH);
        } catch (IOException e) {
            throw new IllegalStateException("no data for V8's internationalisation: " + e.getMessage(), e);
        }
    }
}
