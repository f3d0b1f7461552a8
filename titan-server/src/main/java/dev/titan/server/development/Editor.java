package dev.titan.server.development;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The author's editor: the command that LAUNCH_EDITOR names, else EDITOR, else VISUAL, with arguments after it as a shell would split them. No shell is involved. Immutable.
 */
final class Editor {
    private static final List<String> VARIABLES = List.of("LAUNCH_EDITOR", "EDITOR", "VISUAL");

    /** They draw in the terminal that they are started from, which is where the server writes its log. */
    private static final Set<String> IN_TERMINAL =
            Set.of("vi", "vim", "nvim", "nano", "pico", "micro", "hx", "helix", "kak", "joe", "ne", "ed", "mcedit");

    private static final String NONE =
            "No editor is known: start titan dev with LAUNCH_EDITOR set, for example LAUNCH_EDITOR=code";

    private final List<String> command;
    private final String variable;

    private Editor(List<String> command, String variable) {
        this.command = command;
        this.variable = variable;
    }

    /** That of an environment. */
    static Editor of(Map<String, String> environment) {
        for (String variable : VARIABLES) {
            List<String> command = split(environment.getOrDefault(variable, ""));
            if (!command.isEmpty()) {
                return new Editor(command, variable);
            }
        }
        return new Editor(List.of(), "");
    }

    /** Why it cannot be started, as a sentence for its author, or an empty text. */
    String obstacle() {
        if (command.isEmpty()) {
            return NONE;
        }
        if (IN_TERMINAL.contains(name()) && !variable.equals("LAUNCH_EDITOR")) {
            return variable + " is " + name()
                    + ", which needs the terminal that titan dev writes to: set LAUNCH_EDITOR to an"
                    + " editor with a window of its own, for example LAUNCH_EDITOR=code";
        }
        return "";
    }

    /**
     * Starts it and does not wait.
     *
     * @throws IOException when the command cannot be started
     */
    void open(Path file, int line, int column) throws IOException {
        ProcessBuilder process = new ProcessBuilder(arguments(file, line, column));
        if (IN_TERMINAL.contains(name())) {
            process.inheritIO();
        } else {
            process.redirectInput(new File(NULL))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        process.start();
    }

    private static final String NULL = File.separatorChar == '\\' ? "NUL" : "/dev/null";

    /**
     * The command with its arguments; an editor that is not known gets the file alone.
     *
     * @param file absolute
     * @param line from 1
     * @param column from 1
     */
    List<String> arguments(Path file, int line, int column) {
        List<String> all = new ArrayList<>(command);
        String joined = file + ":" + line + ":" + column;
        switch (name()) {
            case "code", "code-insiders", "codium", "vscodium", "code-oss", "cursor", "windsurf", "trae", "positron" ->
                all.addAll(List.of("-r", "-g", joined));
            case "subl", "sublime_text", "sublime", "atom", "zed", "zeditor", "hx", "helix", "micro", "lapce" ->
                all.add(joined);
            case "idea",
                    "idea64",
                    "webstorm",
                    "webstorm64",
                    "wstorm",
                    "phpstorm",
                    "pycharm",
                    "charm",
                    "rubymine",
                    "goland",
                    "clion",
                    "rider",
                    "appcode",
                    "fleet" ->
                all.addAll(
                        List.of("--line", String.valueOf(line), "--column", String.valueOf(column), file.toString()));
            case "vi", "vim", "nvim", "gvim", "mvim" ->
                all.addAll(List.of("+call cursor(" + line + "," + column + ")", file.toString()));
            case "emacs", "emacsclient", "gedit", "gnome-text-editor", "kak" ->
                all.addAll(List.of("+" + line + ":" + column, file.toString()));
            case "nano", "pico" -> all.addAll(List.of("+" + line + "," + column, file.toString()));
            case "kate", "kwrite" ->
                all.addAll(
                        List.of("--line", String.valueOf(line), "--column", String.valueOf(column), file.toString()));
            case "mate", "rmate", "mine" -> all.addAll(List.of("--line", line + ":" + column, file.toString()));
            case "notepad++" -> all.addAll(List.of("-n" + line, "-c" + column, file.toString()));
            case "joe", "ne", "ed", "mcedit" -> all.addAll(List.of("+" + line, file.toString()));
            default -> all.add(file.toString());
        }
        return all;
    }

    /** The program's name without its folder and extension, in lower case. */
    private String name() {
        String program = command.get(0);
        String name = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        return name.replaceFirst("\\.(exe|cmd|bat|sh)$", "");
    }

    /** Splits at blanks, but for those between quotation marks or behind a backslash. */
    static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                end(words, word);
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && File.separatorChar == '/' && i + 1 < command.length()) {
                word.append(command.charAt(++i));
            } else {
                word.append(c);
            }
        }
        end(words, word);
        return words;
    }

    private static void end(List<String> words, @Nullable StringBuilder word) {
        if (word != null) {
            words.add(word.toString());
        }
    }
}
