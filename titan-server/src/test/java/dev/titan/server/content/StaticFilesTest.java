package dev.titan.server.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {
    private static final String TEXT = "line of text\n".repeat(400);

    @TempDir
    Path app;

    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        write("public/index.html", "<h1>home</h1>");
        write("public/note.txt", "0123456789");
        write("public/long.txt", TEXT);
        write("public/docs/index.html", "<h1>docs</h1>");
        write("public/docs/grüße & more.txt", "hello");
        write("public/empty.txt", "");
        write("public/.env", "SECRET=1");
        write("public/.git/config", "secret");
        write("secret.txt", "secret");
        write("data/report.csv", "a,b");
        Files.setLastModifiedTime(
                app.resolve("public/note.txt"), FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        serve(StaticFiles.ofFolder(
                app.resolve("public"), app.resolve("data"), true, (exchange, status) -> exchange.endExchange()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsAFileWithTypeLengthAndValidators() throws IOException {
        Reply reply = server.get("/note.txt");
        assertEquals(200, reply.status());
        assertEquals("0123456789", reply.text());
        assertEquals("text/plain; charset=utf-8", reply.header("content-type"));
        assertEquals("10", reply.header("content-length"));
        assertEquals("Fri, 02 Jan 2026 03:04:05 GMT", reply.header("last-modified"));
        assertEquals("no-cache", reply.header("cache-control"));
        assertEquals("bytes", reply.header("accept-ranges"));
        assertEquals("nosniff", reply.header("x-content-type-options"));
        assertTrue(reply.header("etag").matches("\"[0-9a-f]+-a\""), reply.header("etag"));
    }

    @ParameterizedTest
    @CsvSource({"/,<h1>home</h1>", "/docs/,<h1>docs</h1>", "/docs/gr%C3%BC%C3%9Fe%20&%20more.txt,hello", "/empty.txt,''"
    })
    void findsFilesAndIndexes(String path, String body) throws IOException {
        Reply reply = server.get(path);
        assertEquals(200, reply.status());
        assertEquals(body, reply.text());
    }

    @Test
    void redirectsAFolderToItsSlash() throws IOException {
        Reply reply = server.get("/docs?a=1");
        assertEquals(301, reply.status());
        assertEquals("/docs/?a=1", reply.header("location"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/absent.txt",
                "/.env",
                "/%2eenv",
                "/.git/config",
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/docs/../../secret.txt",
                "/docs%2f..%2f..%2fsecret.txt",
                "/..%5csecret.txt",
                "/note.txt/",
                "/note.txt/x",
                "/note.txt%00",
                "/note.txt%00.html",
                "//note.txt",
                "/docs//index.html",
                "/NOTE.txt",
                "/%c0%ae%c0%ae/secret.txt",
                "/note.txt:stream",
                "/C:/secret.txt"
            })
    void servesNothingElse(String path) throws IOException {
        assertEquals(404, server.get(path).status());
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        Files.createSymbolicLink(app.resolve("public/inside.txt"), Path.of("note.txt"));
        assertEquals("0123456789", server.get("/inside.txt").text());
    }

    @Test
    void followsNoLinkThatLeavesOrHides() throws IOException {
        Files.createSymbolicLink(app.resolve("public/outside.txt"), Path.of("../secret.txt"));
        Files.createSymbolicLink(app.resolve("public/up"), Path.of(".."));
        Files.createSymbolicLink(app.resolve("public/env.txt"), Path.of(".env"));
        Files.createSymbolicLink(app.resolve("public/loop"), Path.of("loop"));
        assertEquals(404, server.get("/outside.txt").status());
        assertEquals(404, server.get("/up/secret.txt").status());
        assertEquals(404, server.get("/env.txt").status());
        assertEquals(404, server.get("/loop").status());
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws IOException {
        Reply reply = server.request("HEAD", "/note.txt");
        assertEquals(200, reply.status());
        assertEquals("10", reply.header("content-length"));
        assertEquals(0, reply.body().length);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3,206,0123,bytes 0-3/10",
        "bytes=4-,206,456789,bytes 4-9/10",
        "bytes=-2,206,89,bytes 8-9/10",
        "bytes=-99,206,0123456789,bytes 0-9/10",
        "bytes=9-99,206,9,bytes 9-9/10",
        "bytes=10-,416,'',bytes */10",
        "bytes=-0,416,'',bytes */10",
        "bytes=99999999999999999999-,416,'',bytes */10",
        "bytes=3-2,200,0123456789,''",
        "bytes=a-b,200,0123456789,''",
        "'bytes=0-1,3-4',200,0123456789,''",
        "lines=0-1,200,0123456789,''",
        "bytes,200,0123456789,''",
    })
    void sendsRanges(String range, int status, String body, String contentRange) throws IOException {
        Reply reply = server.get("/note.txt", "Range: " + range);
        assertEquals(status, reply.status());
        assertEquals(body, reply.text());
        assertEquals(contentRange, reply.header("content-range"));
    }

    @Test
    void sendsARangeOnlyOfTheVersionAskedFor() throws IOException {
        String etag = server.get("/note.txt").header("etag");
        assertEquals(
                206,
                server.get("/note.txt", "Range: bytes=0-1", "If-Range: " + etag).status());
        assertEquals(
                206,
                server.get("/note.txt", "Range: bytes=0-1", "If-Range: Fri, 02 Jan 2026 03:04:05 GMT")
                        .status());
        assertEquals(
                200,
                server.get("/note.txt", "Range: bytes=0-1", "If-Range: W/" + etag)
                        .status());
        assertEquals(
                200,
                server.get("/note.txt", "Range: bytes=0-1", "If-Range: \"other\"")
                        .status());
        assertEquals(
                200,
                server.get("/note.txt", "Range: bytes=0-1", "If-Range: Fri, 02 Jan 2026 03:04:06 GMT")
                        .status());
    }

    @Test
    void evaluatesConditionsInOrder() throws IOException {
        String etag = server.get("/note.txt").header("etag");
        String same = "Fri, 02 Jan 2026 03:04:05 GMT";
        String before = "Fri, 02 Jan 2026 03:04:04 GMT";
        assertEquals(304, server.get("/note.txt", "If-None-Match: " + etag).status());
        assertEquals(
                304, server.get("/note.txt", "If-None-Match: \"x\", W/" + etag).status());
        assertEquals(304, server.get("/note.txt", "If-None-Match: *").status());
        assertEquals(
                200,
                server.get("/note.txt", "If-None-Match: \"x\"", "If-Modified-Since: " + same)
                        .status());
        assertEquals(304, server.get("/note.txt", "If-Modified-Since: " + same).status());
        assertEquals(
                200, server.get("/note.txt", "If-Modified-Since: " + before).status());
        assertEquals(
                200, server.get("/note.txt", "If-Modified-Since: yesterday").status());
        assertEquals(412, server.get("/note.txt", "If-Match: \"x\"").status());
        assertEquals(412, server.get("/note.txt", "If-Match: W/" + etag).status());
        assertEquals(
                200,
                server.get("/note.txt", "If-Match: " + etag, "If-Unmodified-Since: " + before)
                        .status());
        assertEquals(
                412, server.get("/note.txt", "If-Unmodified-Since: " + before).status());
        assertEquals(
                304,
                server.get("/note.txt", "If-None-Match: " + etag, "Range: bytes=0-1")
                        .status());
    }

    @Test
    void sendsNoBodyAndNoTypeWithNotModified() throws IOException {
        String etag = server.get("/note.txt").header("etag");
        Reply reply = server.get("/note.txt", "If-None-Match: " + etag);
        assertEquals(etag, reply.header("etag"));
        assertEquals("no-cache", reply.header("cache-control"));
        assertEquals("", reply.header("content-type"));
        assertEquals(0, reply.body().length);
    }

    @Test
    void compressesTextForThoseWhoTakeIt() throws IOException {
        for (int i = 0; i < 2; i++) {
            Reply reply = server.get("/long.txt", "Accept-Encoding: gzip");
            assertEquals("gzip", reply.header("content-encoding"));
            assertEquals("Accept-Encoding", reply.header("vary"));
            assertTrue(reply.header("etag").startsWith("W/\""));
            assertEquals(String.valueOf(reply.body().length), reply.header("content-length"));
            assertEquals(TEXT, gunzip(reply.body()));
        }
        Reply plain = server.get("/long.txt");
        assertEquals("", plain.header("content-encoding"));
        assertEquals("Accept-Encoding", plain.header("vary"));
        assertEquals(TEXT, plain.text());
        String weak = server.get("/long.txt", "Accept-Encoding: gzip").header("etag");
        assertEquals(
                304,
                server.get("/long.txt", "Accept-Encoding: gzip", "If-None-Match: " + weak)
                        .status());
    }

    @Test
    void sendsRangesUncompressed() throws IOException {
        Reply reply = server.get("/long.txt", "Accept-Encoding: gzip", "Range: bytes=0-3");
        assertEquals(206, reply.status());
        assertEquals("line", reply.text());
        assertEquals("", reply.header("content-encoding"));
    }

    @Test
    void streamsLargeFiles() throws IOException {
        byte[] large = new byte[3_000_001];
        new Random(1).nextBytes(large);
        Files.write(app.resolve("public/large.bin"), large);
        Reply reply = server.get("/large.bin");
        assertEquals("3000001", reply.header("content-length"));
        assertArrayEquals(large, reply.body());
        assertEquals(
                1_000_001, server.get("/large.bin", "Range: bytes=2000000-").body().length);
        assertEquals("3000001", server.request("HEAD", "/large.bin").header("content-length"));
    }

    @Test
    void seesAChangedFile() throws IOException {
        String before = server.get("/note.txt").header("etag");
        write("public/note.txt", "changed");
        Reply reply = server.get("/note.txt", "If-None-Match: " + before);
        assertEquals("changed", reply.text());
    }

    @Test
    void servesFromAJarWithoutItsPinnedTimes() throws IOException {
        Path jar = app.resolve("server.jar");
        byte[] large = new byte[2_000_000];
        new Random(2).nextBytes(large);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "titan/public/docs/", new byte[0]);
            entry(zip, "titan/public/docs/index.html", "<h1>docs</h1>".getBytes(StandardCharsets.UTF_8));
            entry(zip, "titan/public/large.bin", large);
            entry(zip, "titan/manifest.json", new byte[2]);
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            stop();
            serve(StaticFiles.ofJar(zip, app.resolve("data"), true, (exchange, status) -> exchange.endExchange()));
            Reply reply = server.get("/docs/");
            assertEquals("<h1>docs</h1>", reply.text());
            assertEquals("", reply.header("last-modified"));
            assertEquals(
                    304,
                    server.get("/docs/", "If-None-Match: " + reply.header("etag"))
                            .status());
            assertEquals(301, server.get("/docs").status());
            assertEquals(404, server.get("/../manifest.json").status());
            assertArrayEquals(large, server.get("/large.bin").body());
            assertEquals(5, server.get("/large.bin", "Range: bytes=-5").body().length);
        }
    }

    @Test
    void sendsFilesThatActionsName() throws IOException {
        stop();
        StaticFiles files = StaticFiles.ofFolder(
                app.resolve("public"), app.resolve("data"), true, (exchange, status) -> exchange.endExchange());
        server = new LoopbackServer(exchange -> {
            if (!files.sendNamed(exchange, exchange.getQueryString())) {
                exchange.setStatusCode(404);
            }
        });
        assertEquals("a,b", server.get("/?data/report.csv").text());
        assertEquals("text/csv; charset=utf-8", server.get("/?report.csv").header("content-type"));
        assertEquals(
                "0123456789",
                server.request("POST", "/?public/note.txt", "Content-Length: 0").text());
        assertEquals("0123456789", server.get("/?note.txt").text());
        assertEquals(404, server.get("/?secret.txt").status());
        assertEquals(404, server.get("/?data/../secret.txt").status());
        assertEquals(404, server.get("/?/etc/passwd").status());
        assertEquals(404, server.get("/?public").status());
    }

    @Test
    void actionsNameWhatThePermissionsLetThemRead() throws IOException {
        stop();
        write("exports/2026/all.csv", "x");
        write("LICENSE", "free");
        Path outside = Files.createDirectories(app.resolve("outside"));
        Files.writeString(outside.resolve("o.txt"), "o");
        StaticFiles files = StaticFiles.ofFolder(
                        app.resolve("public"), app.resolve("data"), true, (exchange, status) -> exchange.endExchange())
                .readable(app.resolve("data"), List.of("exports/2026", "LICENSE", outside.toString()));
        server = new LoopbackServer(exchange -> {
            if (!files.sendNamed(exchange, exchange.getQueryString())) {
                exchange.setStatusCode(404);
            }
        });
        assertEquals("x", server.get("/?exports/2026/all.csv").text());
        assertEquals("free", server.get("/?LICENSE").text());
        assertEquals("o", server.get("/?" + outside + "/o.txt").text());
        for (String path : List.of(
                "data/report.csv",
                "report.csv",
                "note.txt",
                "public/note.txt",
                "exports/2026",
                "exports",
                "/etc/passwd",
                outside + "/../x",
                "LICENSE/x")) {
            assertEquals(404, server.get("/?" + path).status(), path);
        }
    }

    @Test
    void knowsWhatItHas() {
        StaticFiles files =
                StaticFiles.ofFolder(app.resolve("public"), app.resolve("data"), true, (exchange, status) -> {});
        assertTrue(files.has("/note.txt") && files.has("/docs") && files.has("/docs/") && files.has("/"));
        assertTrue(!files.has("/absent") && !files.has("/.env") && !files.has("/report.csv"));
    }

    private void serve(StaticFiles files) {
        server = new LoopbackServer(exchange -> {
            if (!files.serve(exchange, exchange.getRequestURI())) {
                exchange.setStatusCode(404);
            }
        });
    }

    private void write(String path, String text) throws IOException {
        Path file = app.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static String gunzip(byte[] bytes) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
