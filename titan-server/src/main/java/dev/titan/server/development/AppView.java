package dev.titan.server.development;

import dev.titan.model.Diagnostic;
import dev.titan.runtime.Faults;
import dev.titan.runtime.Generation;
import dev.titan.runtime.WorkerState;
import dev.titan.server.FaultText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is loaded, what is wrong with it and what runs it, as JSON values. */
final class AppView {
    private AppView() {}

    /**
     * {@code {app, titan, generation, diagnostics}}.
     *
     * @param found by the last build
     */
    static Map<String, Object> of(Generation generation, List<Diagnostic> found) {
        Faults faults = generation.faults();
        Set<Diagnostic> all = new LinkedHashSet<>(faults.app());
        all.addAll(faults.routes());
        faults.actions().values().forEach(fault -> all.addAll(fault.diagnostics()));
        all.addAll(found);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("app", generation.app().manifest().app());
        json.put("titan", generation.app().manifest().titan());
        json.put("generation", generation.number());
        json.put("diagnostics", all.stream().map(FaultText::diagnostic).toList());
        return json;
    }

    /** {@code {workers: […], queued}}; sizes are bytes. */
    static Map<String, Object> workers(List<WorkerState> states, int queued) {
        List<Map<String, Object>> workers = new ArrayList<>();
        for (WorkerState state : states) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", state.name());
            json.put("lane", state.inPlace() ? "in place" : "side");
            json.put("alive", state.alive());
            json.put("generation", state.generation());
            json.put("invocations", state.invocations());
            json.put("suspended", state.suspended());
            json.put("held", state.held());
            json.put("heapUsed", state.heapUsed());
            json.put("heapLimit", state.heapLimit());
            json.put("external", state.external());
            workers.add(json);
        }
        return Map.of("workers", workers, "queued", queued);
    }
}
