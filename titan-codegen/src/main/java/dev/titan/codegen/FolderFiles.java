package dev.titan.codegen;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Map;
import java.util.TreeMap;

/** The files of a folder to pack, by the name they have below it: with forward slashes, in Unicode's form C, and none that begins with a dot anywhere. */
final class FolderFiles {
    private FolderFiles() {}

    /**
     * Lists a folder. A link counts as what it points to.
     *
     * @throws IOException if a link points to nothing, or out of the folder
     */
    static Map<String, Path> of(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            collect(folder.toRealPath(), folder, "", files);
        }
        return files;
    }

    private static void collect(Path root, Path folder, String prefix, Map<String, Path> files) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = Normalizer.normalize(child.getFileName().toString(), Normalizer.Form.NFC);
                if (name.startsWith(".")) {
                    continue;
                }
                if (Files.isSymbolicLink(child)) {
                    checkLink(root, folder, child);
                }
                if (Files.isDirectory(child)) {
                    collect(root, child, prefix + name + "/", files);
                } else if (files.put(prefix + name, child) != null) {
                    throw new IOException("two files are " + prefix + name + " in " + root);
                }
            }
        }
    }

    private static void checkLink(Path root, Path folder, Path link) throws IOException {
        if (!Files.exists(link)) {
            throw new IOException("the link " + link + " points to nothing");
        }
        Path real = link.toRealPath();
        if (!real.startsWith(root)) {
            throw new IOException("the link " + link + " leads out of " + root + ": copy what it points to");
        }
        if (folder.toRealPath().startsWith(real)) {
            throw new IOException("the link " + link + " leads in a circle");
        }
    }
}
