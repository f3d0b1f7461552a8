package dev.titan.codegen;

import dev.titan.engine.LocaleData;
import dev.titan.runtime.App;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The data of all locales, 9 MB in a jar and 21 MB in memory, for apps that name something of ECMA-402. The others keep what the server has: English. */
final class LocaleFiles {
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:Intl|localeCompare|toLocale(?:(?:Date|Time)?String|(?:Upper|Lower)Case))\\b");

    private LocaleFiles() {}

    /** Whether an app may ask for a locale: a word of its code looks like it. */
    static boolean wantedBy(App app) {
        return app.bundles().stream()
                .anyMatch(bundle -> NAMED.matcher(bundle.code()).find());
    }

    /** Whether an entry of the server is what all locales replace. */
    static boolean has(String entry) {
        return entry.equals(LocaleData.ENGLISH);
    }

    /** Adds the data of all locales, which lies in titan.jar or, when Titan runs from its classes, in a folder. */
    static void add(JarWriter jar) throws IOException {
        URL url = LocaleFiles.class.getClassLoader().getResource(LocaleData.ALL);
        if (url == null) {
            throw new IOException("no resource " + LocaleData.ALL + " on the class path");
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection inside) {
            ZipImage titan =
                    ZipImage.open(Path.of(URI.create(inside.getJarFileURL().toString())));
            jar.add("locales", LocaleData.ALL, titan.find(LocaleData.ALL).orElseThrow());
        } else {
            jar.add("locales", LocaleData.ALL, Path.of(URI.create(url.toString())));
        }
    }
}
