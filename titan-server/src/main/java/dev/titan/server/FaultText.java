package dev.titan.server;

import dev.titan.model.Diagnostic;
import dev.titan.model.ErrorCode;
import dev.titan.model.SourceLocation;
import dev.titan.runtime.Fault;
import dev.titan.runtime.Frame;
import dev.titan.runtime.ThrownError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What keeps an app in development from answering, for its author's programs: a problem with every diagnostic. */
public final class FaultText {
    private FaultText() {}

    /**
     * The problem. Its {@code detail} is the first diagnostic's text, {@code diagnostics} are all of them; {@code frames} is the stack of what the top level of the action
     * threw, else the places of the diagnostics.
     */
    static Problem problem(Fault fault) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(
                "diagnostics",
                fault.diagnostics().stream().map(FaultText::diagnostic).toList());
        ThrownError error = fault.error();
        if (error == null) {
            members.put("frames", frames(fault.diagnostics()));
        } else {
            members.putAll(ErrorText.members(error));
        }
        Diagnostic first = fault.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
                .findFirst()
                .orElse(fault.diagnostics().get(0));
        ErrorCode code = ErrorCode.APP_BROKEN;
        return new Problem(code.status(), code.code(), code.title(), first.text(), members, List.of());
    }

    private static List<Map<String, Object>> frames(List<Diagnostic> diagnostics) {
        List<Map<String, Object>> frames = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            SourceLocation place = diagnostic.location();
            if (place != null && diagnostic.severity() == Diagnostic.Severity.ERROR) {
                frames.add(ErrorText.frame(new Frame("", place, true)));
            }
        }
        return frames;
    }

    /** {@code {severity, code, text, file, line, column, length, lineText, notes, suggestion}}; what is not known is left out. */
    public static Map<String, Object> diagnostic(Diagnostic diagnostic) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        members.put("code", diagnostic.code());
        members.put("text", diagnostic.text());
        put(members, diagnostic.location());
        if (!diagnostic.notes().isEmpty()) {
            members.put(
                    "notes", diagnostic.notes().stream().map(FaultText::note).toList());
        }
        if (!diagnostic.suggestion().isEmpty()) {
            members.put("suggestion", diagnostic.suggestion());
        }
        return members;
    }

    private static Map<String, Object> note(Diagnostic.Note note) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("text", note.text());
        put(members, note.location());
        return members;
    }

    private static void put(Map<String, Object> members, @Nullable SourceLocation place) {
        if (place == null) {
            return;
        }
        members.put("file", place.file());
        members.put("line", place.line());
        members.put("column", place.column());
        if (!place.lineText().isEmpty()) {
            members.put("length", place.length());
            members.put("lineText", place.lineText());
        }
    }
}
