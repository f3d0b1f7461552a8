package dev.titan.bundler;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files of an app's tests, and for each the entry that makes a bundle of it: its default export runs what the file says of tests. */
public final class TestFiles {
    /** Where tests lie, relative to the app folder. */
    public static final List<String> FOLDERS = List.of("app", "test", "tests");

    private static final Pattern NAME = Pattern.compile(".+\\.test\\.(?:tsx?|mts|jsx?|mjs)");

    /** Of the entries, relative to the app folder. */
    private static final String ENTRIES = ".titan/tests/";

    private TestFiles() {}

    /** The test files of an app by their paths relative to its folder, sorted; those below folders that begin with a dot, and of packages, are not its own. */
    public static List<String> scan(Path appFolder) throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : FOLDERS) {
            for (String file : SourceFolder.files(appFolder.resolve(name), TestFiles::isSeen, TestFiles::isTest)) {
                found.add(name + "/" + file);
            }
        }
        return List.copyOf(found);
    }

    private static boolean isSeen(String name) {
        return !name.startsWith(".") && !name.equals("node_modules");
    }

    private static boolean isTest(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return isSeen(name) && NAME.matcher(name).matches();
    }

    /** Writes an entry for each file. @return the entries, as actions whose ids are the files */
    static List<ActionFile> entries(Path root, List<String> files) throws IOException {
        Path folder = root.resolve(ENTRIES);
        for (Path each : List.of(folder.getParent(), folder)) {
            try {
                Files.createDirectory(each);
            } catch (FileAlreadyExistsException e) {
                // As a rule; if it is no folder, writing into it fails.
            }
        }
        List<ActionFile> entries = new ArrayList<>();
        for (String file : files) {
            String name = entries.size() + ".ts";
            String path = ("../../" + file).replace("\\", "\\\\").replace("'", "\\'");
            Files.writeString(folder.resolve(name), """
                    // Made by Titan: the tests of a file, for one bundle.
                    import { $run } from 'node:test';
                    import '%s';
                    export default (req) => $run(req.query.name ?? '');
                    """.formatted(path));
            entries.add(new ActionFile(file, "/" + entries.size(), ENTRIES + name));
        }
        return entries;
    }
}
