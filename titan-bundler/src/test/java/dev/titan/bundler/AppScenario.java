package dev.titan.bundler;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An app that a test writes, file by file. */
abstract class AppScenario {
    @TempDir
    Path folder;

    AppFolder app;

    @BeforeEach
    void makeApp() throws IOException {
        app = new AppFolder(folder);
    }
}
