package dev.titan.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {
    private static final SourceLocation AT = SourceLocation.of("app/actions/naïve [id].ts", 3, 14);
    private static final Manifest MANIFEST = new Manifest(
            "0.1.0",
            "shop",
            List.of(new ActionEntry(
                    "naïve [id]",
                    "/actions/naïve [id]",
                    "app/actions/naïve [id].ts",
                    List.of(
                            new ActionEntry.Handler("GET", List.of("GET"), AT),
                            new ActionEntry.Handler("default", List.of(), AT)))),
            List.of(
                    new RouteEntry("/u/:id<number>", List.of("GET"), new RouteEntry.Action("naïve [id]", "GET"), AT),
                    new RouteEntry("/old", List.of(), new RouteEntry.Redirect("/new/:id", 301), AT),
                    new RouteEntry(
                            "/ping",
                            List.of("GET"),
                            new RouteEntry.Reply(200, Map.of("x-a", "1", "b", "2"), "pong\n"),
                            AT)),
            List.of("DATABASE_URL", "SECRET"));

    @Test
    void readsWhatItWrote() throws IOException {
        assertEquals(MANIFEST, ManifestJson.read(ManifestJson.write(MANIFEST)));
    }

    @Test
    void writesTheSameBytesAgain() {
        assertArrayEquals(ManifestJson.write(MANIFEST), ManifestJson.write(MANIFEST));
    }

    @Test
    void skipsFieldsItDoesNotKnow() throws IOException {
        String json =
                "{\"format\":1,\"new\":{\"a\":[1,{}]},\"titan\":\"9\",\"routes\":[{\"pattern\":\"/\",\"methods\":[],\"at\":\"a:1:2\",\"weight\":[2],\"action\":\"a\",\"export\":\"default\"}]}";
        Manifest manifest = ManifestJson.read(json.getBytes(UTF_8));
        assertEquals("9", manifest.titan());
        assertEquals(
                List.of(new RouteEntry(
                        "/", List.of(), new RouteEntry.Action("a", "default"), SourceLocation.of("a", 1, 2))),
                manifest.routes());
    }

    @Test
    void refusesAnotherFormatOrNone() {
        assertTrue(message("{\"format\":2}").contains("format 2, this Titan reads format 1"));
        assertTrue(message("{\"titan\":\"1\"}").contains("format 0"));
    }

    @Test
    void refusesWhatIsNoManifest() {
        assertTrue(message("[]").contains("START_OBJECT was expected"));
        assertTrue(message("{\"format\":1,\"routes\":[{\"pattern\":\"/x\",\"at\":\"a:1:1\"}]}")
                .contains("/x has no target"));
        assertTrue(message("{\"format\":1,\"routes\":[{\"at\":\"nowhere\",\"reply\":\"\"}]}")
                .contains("'nowhere'"));
    }

    private static String message(String json) {
        return assertThrows(IOException.class, () -> ManifestJson.read(json.getBytes(UTF_8)))
                .getMessage();
    }
}
