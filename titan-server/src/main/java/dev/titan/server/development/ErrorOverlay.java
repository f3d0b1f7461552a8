package dev.titan.server.development;

import dev.titan.model.ActionEntry;
import dev.titan.model.Diagnostic;
import dev.titan.model.ErrorCode;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.server.ErrorPages;
import dev.titan.server.FailedRequest;
import io.undertow.server.HttpServerExchange;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers people who see a page in a browser of this machine with the overlay, all others with a problem. Safe for use by many threads. */
final class ErrorOverlay implements ErrorPages {
    private static final Set<String> LIMITS =
            Set.of(ErrorCode.CPU_LIMIT.code(), ErrorCode.HEAP_LIMIT.code(), ErrorCode.WALL_LIMIT.code());

    private final ProjectFiles files;
    private final EventBroadcast events;

    ErrorOverlay(ProjectFiles files, EventBroadcast events) {
        this.files = files;
        this.events = events;
    }

    @Override
    public Answer.@Nullable Response page(HttpServerExchange exchange, FailedRequest failed) {
        // Of what the page shows, source code is what another site's page must not read through a name of its own for
        // this machine.
        if (!AcceptHtml.preferred(exchange) || !LocalOnly.isLocalHost(exchange)) {
            return null;
        }
        String nonce = PrivateAnswer.nonce();
        OverlayPage page = new OverlayPage(
                kind(failed), errors(failed), ShownRequest.of(exchange, failed), failed, events.stateId("generation"));
        return PrivateAnswer.html(failed.status(), nonce, page.html(nonce));
    }

    private static String kind(FailedRequest failed) {
        if (failed.diagnostics().isEmpty()) {
            return failed.error() != null
                    ? "Runtime error"
                    : LIMITS.contains(failed.code()) ? "Limit reached" : "Not served";
        }
        if (failed.error() != null) {
            return "Error while the action was loaded";
        }
        long errors =
                failed.diagnostics().stream().filter(ErrorOverlay::isError).count();
        return errors == 1 ? "Build error" : errors + " build errors";
    }

    private static boolean isError(Diagnostic diagnostic) {
        return diagnostic.severity() == Diagnostic.Severity.ERROR;
    }

    /** At least one; of diagnostics the errors first. */
    private List<ShownError> errors(FailedRequest failed) {
        if (failed.error() != null) {
            ShownError error = ShownError.of(failed.error());
            return List.of(error.place() == null ? error.at(place(failed.target()), files) : error);
        }
        if (failed.diagnostics().isEmpty()) {
            String text = failed.detail().isEmpty() ? failed.title() : failed.title() + ": " + failed.detail();
            return List.of(ShownError.of(failed.code(), text, place(failed.target()), files));
        }
        return failed.diagnostics().stream()
                .sorted(Comparator.comparing(Diagnostic::severity))
                .map(diagnostic -> ShownError.of(diagnostic, files))
                .toList();
    }

    /** Where the author wrote what was called. */
    private static @Nullable SourceLocation place(@Nullable ActionTarget target) {
        if (target == null) {
            return null;
        }
        for (ActionEntry.Handler handler : target.action().handlers()) {
            if (target.route().target() instanceof RouteEntry.Action named
                    && handler.export().equals(named.export())) {
                return handler.location();
            }
        }
        return null;
    }
}
