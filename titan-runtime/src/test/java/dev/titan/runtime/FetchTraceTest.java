package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which trace a request says that it is part of. */
class FetchTraceTest extends FetchScenario {
    private static final Pattern FIELD = Pattern.compile("traceparent: (\\S+)\r\n");

    private List<String> sent() {
        return upstream.requests.stream()
                .map(request -> {
                    Matcher field = FIELD.matcher(request);
                    assertTrue(field.find(), request);
                    return field.group(1);
                })
                .toList();
    }

    @Test
    void allOfARequestAreOfItsTraceWhetherItHasAskedForItOrNot() throws Exception {
        upstream.says("/", "x");
        String module = "import { currentTrace } from 'titan'; export default defineAction(() => { drift(fetch('"
                + upstream.url("") + "')); const known = currentTrace().traceparent; drift(fetch('" + upstream.url("")
                + "', { method: 'PUT' })); return known })";
        String known;
        try (TestRuntime app = new TestRuntime(1, limits -> limits, RuntimeListener.NONE, module)) {
            known = app.text(0);
        }
        assertEquals(List.of(known, known), sent());
    }

    @Test
    void requestsHaveTracesOfTheirOwn() throws Exception {
        upstream.says("/", "x");
        run("await fetch(u); return 1");
        run("await fetch(u); return 1");
        assertNotEquals(sent().get(0).substring(3, 35), sent().get(1).substring(3, 35));
    }

    @Test
    void whatTheAuthorSaysCounts() throws Exception {
        upstream.says("/", "x");
        String own = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        run("await fetch(u, { headers: { traceparent: '" + own + "' } }); return 1");
        assertEquals(List.of(own), sent());
        assertEquals(
                upstream.requests.get(0).indexOf("traceparent"),
                upstream.requests.get(0).lastIndexOf("traceparent"));
    }

    @Test
    void aRedirectIsOfTheSameTrace() throws Exception {
        upstream.on("/", "302 Found\r\nLocation: /there", new byte[0]);
        upstream.says("/there", "x");
        run("await fetch(u); return 1");
        assertEquals(2, sent().size());
        assertEquals(sent().get(0), sent().get(1));
    }
}
