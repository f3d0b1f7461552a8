package dev.titan.server;

import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Where the files lie that a server sends as they are. */
public sealed interface PublicFiles {
    /** The folder whose files only actions may name, {@code data/} of the app. It need not exist. */
    Path data();

    /**
     * In a folder, which need not exist and may change.
     *
     * @param folder {@code public/} of the app
     */
    record Folder(Path folder, Path data) implements PublicFiles {}

    /**
     * In a jar, below {@code titan/public/}.
     *
     * @param jar stays open for as long as the server runs
     */
    record Jar(ZipFile jar, Path data) implements PublicFiles {}
}
