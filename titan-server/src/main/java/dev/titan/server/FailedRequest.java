package dev.titan.server;

import dev.titan.model.Diagnostic;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.ThrownError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer is an error, and why. Immutable.
 *
 * @param requestId as in the answer
 * @param status 400 to 599
 * @param code stable, see {@link dev.titan.model.ErrorCode}
 * @param title one line, the same for every occurrence of the code
 * @param detail what is particular to this one, or empty
 * @param error what the author's code threw, or null
 * @param diagnostics what is wrong with the app's files, if that is the reason
 * @param target what the request's route runs, or null when it has no route to an action
 */
public record FailedRequest(
        String requestId,
        int status,
        String code,
        String title,
        String detail,
        @Nullable ThrownError error,
        List<Diagnostic> diagnostics,
        @Nullable ActionTarget target) {
    public FailedRequest {
        diagnostics = List.copyOf(diagnostics);
    }
}
