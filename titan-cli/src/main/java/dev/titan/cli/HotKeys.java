package dev.titan.cli;

import dev.titan.cli.Terminal.Style;
import java.util.LinkedHashMap;
import java.util.Map;

/** What single keys do while a command runs. Confined to the thread that reads the keys, once all are added. */
final class HotKeys {
    private static final int UNTIL_ENTER = '\n';

    private final Terminal terminal;
    private final Map<Character, Key> keys = new LinkedHashMap<>();

    private record Key(String description, Runnable action) {}

    /** With {@code h}, which lists them. */
    HotKeys(Terminal terminal) {
        this.terminal = terminal;
        add('h', "show this list", this::list);
    }

    /**
     * Adds a key.
     *
     * @param key a lower-case letter
     * @param description in the imperative
     */
    HotKeys add(char key, String description, Runnable action) {
        keys.put(key, new Key(description, action));
        return this;
    }

    /** Does what a key stands for. Enter makes an empty line, to tell what comes from what was; others do nothing. */
    void press(int key) {
        Key known = keys.get(Character.toLowerCase((char) key));
        if (known != null) {
            known.action.run();
        } else if (key == UNTIL_ENTER) {
            terminal.out().println();
        }
    }

    private void list() {
        keys.forEach((key, does) -> terminal.out()
                .println("  " + terminal.paint(Style.BOLD, String.valueOf(key)) + "  " + does.description()));
    }
}
