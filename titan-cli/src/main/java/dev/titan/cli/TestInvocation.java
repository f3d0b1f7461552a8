package dev.titan.cli;

import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** The call of an entry that runs the tests of a file. It keeps its answer. */
final class TestInvocation extends Invocation {
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /** @param name what the names of the tests to run must contain; empty for all */
    TestInvocation(ActionTarget target, String name) {
        super(target, "GET", "/", "name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), new String[0]);
    }

    @Override
    protected String details() {
        return "http\nlocalhost\n127.0.0.1\ntitan-test\n";
    }

    @Override
    protected void answer(Answer outcome) {
        answer.complete(outcome);
    }

    /** Completes with the answer, whatever it is. */
    CompletableFuture<Answer> answered() {
        return answer;
    }
}
