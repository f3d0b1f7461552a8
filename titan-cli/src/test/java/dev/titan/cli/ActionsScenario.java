package dev.titan.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Actions in JavaScript, served as {@code server.jar} would. */
abstract class ActionsScenario {
    final RuntimeEvents events = new RuntimeEvents();
    AppServer server;

    @TempDir
    Path folder;

    private final Map<String, String> actions;

    /** @param actions their texts by name */
    ActionsScenario(Map<String, String> actions) {
        this.actions = actions;
    }

    /** @param config the text of titan.config.json */
    void serve(String config) throws Exception {
        Map<String, String> files = new HashMap<>();
        actions.forEach((name, text) -> files.put("app/actions/" + name + ".js", text));
        files.put("titan.config.json", config);
        server = new AppServer(folder, files, events);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}
