package dev.titan.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The browser of the person at this machine. */
final class Browser {
    /** What opens a browser may go on as the browser itself. */
    private static final long PATIENCE_SECONDS = 5;

    private Browser() {}

    /** Shows a URL, on a thread of its own; where that fails, the terminal says what to do. */
    static void open(Terminal terminal, String url) {
        Thread thread = new Thread(
                () -> {
                    String fault = start(command(url));
                    if (!fault.isEmpty()) {
                        terminal.err().println("No browser could be opened: " + fault + "; open " + url + " yourself.");
                    }
                },
                "titan-browser");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<String> command(String url) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return List.of("open", url);
        }
        return system.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", url)
                : List.of("xdg-open", url);
    }

    /** @return why it failed, empty when it did not */
    private static String start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean failed = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0;
            return failed ? command.get(0) + " ended with exit code " + process.exitValue() : "";
        } catch (IOException e) {
            return command.get(0) + " cannot be run";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
