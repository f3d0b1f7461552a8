package dev.titan.host.extension;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the jars of an app apart from Titan: they find each other, the JDK, {@code dev.titan.extension} and the interfaces for logging, and nothing else. So a library that Titan uses too can be
 * there in another version.
 */
final class ExtensionLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader titan;

    ExtensionLoader(URL[] jars) {
        super("extensions", jars, ClassLoader.getPlatformClassLoader());
        titan = ExtensionLoader.class.getClassLoader();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith("dev.titan.extension.") || name.startsWith("org.slf4j.")
                ? titan.loadClass(name)
                : super.loadClass(name, resolve);
    }
}
