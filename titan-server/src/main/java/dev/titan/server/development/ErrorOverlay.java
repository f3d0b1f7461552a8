package dev.titan.server.development;

import dev.titan.model.ActionEntry;
import dev.titan.model.Diagnostic;
import dev.titan.model.RouteEntry;
import dev.titan.model.SourceLocation;
import dev.titan.runtime.ActionTarget;
import dev.titan.runtime.Answer;
import dev.titan.runtime.Invocation;
import dev.titan.server.ErrorPages;
import dev.titan.server.FailedRequest;
import io.undertow.server.HttpServerExchange;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers people who see a page in a browser of this machine with the overlay, all others with a problem. Safe for use by many threads. */
final class ErrorOverlay implements ErrorPages {
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
            return failed.error() == null ? failed.title() : "Runtime error";
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
            return List.of(ShownError.of(failed.error()));
        }
        if (failed.diagnostics().isEmpty()) {
            String text = failed.detail().isEmpty() ? failed.title() : failed.detail();
            return List.of(ShownError.of(failed.code(), text, place(failed.invocation()), files));
        }
        return failed.diagnostics().stream()
                .sorted(Comparator.comparing(Diagnostic::severity))
                .map(diagnostic -> ShownError.of(diagnostic, files))
                .toList();
    }

    /** Where the author wrote what was called. */
    private static @Nullable SourceLocation place(@Nullable Invocation invocation) {
        if (invocation == null) {
            return null;
        }
        ActionTarget target = invocation.target();
        for (ActionEntry.Handler handler : target.action().handlers()) {
            if (target.route().target() instanceof RouteEntry.Action named
                    && handler.export().equals(named.export())) {
                return handler.location();
            }
        }
        return null;
    }
}
