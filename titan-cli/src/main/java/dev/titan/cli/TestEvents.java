package dev.titan.cli;

import dev.titan.cli.TestOutcome.Kind;
import dev.titan.config.Limits;
import dev.titan.host.BytePipe;
import dev.titan.model.PlainJson;
import dev.titan.runtime.Answer;
import dev.titan.runtime.App;
import dev.titan.runtime.ThrownError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the tests of a file tell while they run: lines of JSON, as the stand-in for node:test writes them. Confined to one thread. */
final class TestEvents {
    private final String file;
    private final App app;
    private final Limits limits;
    private final Consumer<TestOutcome> outcomes;

    /** The test that has begun and not ended; empty when there is none. */
    private List<String> current = List.of();

    /**
     * @param app whose code the tests are
     * @param limits those of its isolate
     * @param outcomes takes each when it has ended
     */
    TestEvents(String file, App app, Limits limits, Consumer<TestOutcome> outcomes) {
        this.file = file;
        this.app = app;
        this.limits = limits;
        this.outcomes = outcomes;
    }

    /** Reads until all have ended, or no more comes. */
    void read(Answer answer) throws InterruptedException {
        if (answer instanceof Answer.Failure failure) {
            ThrownError error = failure.error();
            if (error == null) {
                ended();
            } else {
                broken("(running)", error);
            }
        } else if (answer instanceof Answer.Response response && response.body() instanceof Answer.Stream stream) {
            try {
                read(stream.pipe());
                if (!current.isEmpty()) {
                    ended();
                }
            } catch (ExecutionException e) {
                ended();
            }
        } else {
            throw new IllegalStateException("the tests of " + file + " gave no stream, but " + answer);
        }
    }

    private void read(BytePipe pipe) throws InterruptedException, ExecutionException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte[] bytes; (bytes = pipe.read().toCompletableFuture().get()) != null; ) {
            for (byte each : bytes) {
                if (each == '\n') {
                    told(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(each);
                }
            }
        }
    }

    private void told(String line) {
        // Those without anything are signs of life.
        if (line.isEmpty() || !(PlainJson.parse(line) instanceof Map<?, ?> event)) {
            return;
        }
        List<String> path = event.get("path") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        if (!"end".equals(event.get("type"))) {
            current = path;
            return;
        }
        current = List.of();
        outcomes.accept(new TestOutcome(
                file,
                path,
                Kind.valueOf(String.valueOf(event.get("outcome")).toUpperCase(Locale.ROOT)),
                event.get("ms") instanceof Number millis ? millis.intValue() : 0,
                event.get("reason") instanceof String reason ? reason : "",
                event.get("errors") instanceof List<?> errors
                        ? errors.stream()
                                .map(this::error)
                                .filter(Objects::nonNull)
                                .toList()
                        : List.of()));
    }

    private @Nullable ThrownError error(@Nullable Object described) {
        return described instanceof Map<?, ?> error
                ? app.thrown(
                        String.valueOf(error.get("name")),
                        String.valueOf(error.get("message")),
                        String.valueOf(error.get("stack")),
                        error(error.get("cause")))
                : null;
    }

    /** A failure without a place. */
    ThrownError thrown(@Nullable String message) {
        return app.thrown("Error", String.valueOf(message), "", null);
    }

    /** Something failed that is no test. */
    void broken(String what, ThrownError error) {
        broken(List.of(what), error);
    }

    /** The isolate has not survived the test that was running. */
    private void ended() {
        String why = "its isolate was ended: it computed for longer than limits.cpuMs (" + limits.cpuMs()
                + " ms), or needed more memory than limits.heapMb (" + limits.heapMb()
                + " MiB); the tests behind it did not run";
        broken(current.isEmpty() ? List.of("(running)") : current, thrown(why));
    }

    private void broken(List<String> path, ThrownError error) {
        outcomes.accept(new TestOutcome(file, path, Kind.FAILED, 0, "", List.of(error)));
    }
}
