package dev.titan.cli;

import dev.titan.model.Diagnostic;
import dev.titan.model.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Diagnostics as JSON values, for {@code --json}. */
final class DiagnosticJson {
    private DiagnosticJson() {}

    /** A list of objects {@code {severity, code, text, file, line, column, notes, suggestion}}; what is not known is left out. */
    static List<Map<String, Object>> of(List<Diagnostic> diagnostics) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
            json.put("code", diagnostic.code());
            json.put("text", diagnostic.text());
            place(json, diagnostic.location());
            if (!diagnostic.notes().isEmpty()) {
                json.put("notes", notes(diagnostic));
            }
            if (!diagnostic.suggestion().isEmpty()) {
                json.put("suggestion", diagnostic.suggestion());
            }
            list.add(json);
        }
        return list;
    }

    private static List<Map<String, Object>> notes(Diagnostic diagnostic) {
        List<Map<String, Object>> notes = new ArrayList<>();
        for (Diagnostic.Note note : diagnostic.notes()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("text", note.text());
            place(json, note.location());
            notes.add(json);
        }
        return notes;
    }

    private static void place(Map<String, Object> json, @Nullable SourceLocation location) {
        if (location != null) {
            json.put("file", location.file());
            json.put("line", location.line());
            json.put("column", location.column());
        }
    }
}
