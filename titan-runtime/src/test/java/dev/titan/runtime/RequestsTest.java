package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.action;
import static dev.titan.runtime.TestRuntime.failure;
import static dev.titan.runtime.TestRuntime.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an action sees of the request. */
class RequestsTest {
    @Test
    void theRequestIsReadFromItsParts() throws Exception {
        try (TestRuntime app = new TestRuntime(
                "import {defineAction} from 'titan'; export default defineAction((req) => ["
                        + "req.method, req.url, req.path, req.params.id, req.params.n, req.query.a, req.query.getAll('a'), req.query['b c'],"
                        + "req.headers['x-twice'], req.headers.host, req.cookies.b, req.ip, req.id, req.text(), typeof req.headers.__proto__,"
                        + "({}).evil === undefined, req.query.get('none') === undefined, t.env.GREETING, t.config.get('db.url'), t.config.get('no', 7)])")) {
            Answer answer = app.start(0, "a=1&a=2+%2B&b+c=%C3%A9&getAll=x&__proto__=evil", RequestBody.NONE)
                    .await();
            assertEquals(
                    "[\"POST\",\"https://example.org/p/x%2Fy/2.5?a=1&a=2+%2B&b+c=%C3%A9&getAll=x&__proto__=evil\",\"/p/x%2Fy/2.5\",\"x/y\",2.5,"
                            + "\"2 +\",[\"1\",\"2 +\"],\"é\",\"a, b\",\"example.org\",\" x\",\"10.1.2.3\",\"req-1\",\"raw\",\"string\","
                            + "true,true,\"hi\",\"sqlite:\",7]",
                    ((Answer.Text) ((Answer.Response) answer).body()).text());
        }
    }

    @Test
    void bodiesAreParsedByTheirKind() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return req.body"), action("return [typeof req.body, req.body.length, req.rawBody.length]"))) {
            assertEquals(
                    "{\"a\":{\"b\":1}}",
                    text(app.start(
                                    0,
                                    "",
                                    new RequestBody.Text(
                                            RequestBody.Kind.JSON, "{\"a\":{\"b\":1,\"__proto__\":{\"x\":1}}}"))
                            .await()));
            assertEquals(
                    "{\"a\":\"1\",\"b\":\"2 3\"}",
                    text(app.start(0, "", new RequestBody.Text(RequestBody.Kind.FORM, "a=1&b=2+3"))
                            .await()));
            assertEquals(
                    "plain",
                    text(app.start(0, "", new RequestBody.Text(RequestBody.Kind.PLAIN, "plain"))
                            .await()));
            assertEquals(
                    "[\"object\",3,3]",
                    text(app.start(1, "", new RequestBody.Bytes(new byte[] {1, 2, 3}))
                            .await()));
            Answer.Failure bad = failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.JSON, "{"))
                    .await());
            assertEquals(400, bad.status());
            assertTrue(bad.detail().startsWith("the body is not valid JSON"), bad.detail());
            assertEquals(
                    400,
                    failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.FORM, "a=%zz"))
                                    .await())
                            .status());
        }
    }

    @Test
    void uploadedFilesAreReadWhereTheyLie(@TempDir Path folder) throws Exception {
        Path large = Files.writeString(folder.resolve("large"), "large content");
        try (TestRuntime app = new TestRuntime(
                "export default async (req) => [req.body.title, req.body.a.name, req.body.a.size, await req.body.a.text(), await req.body.b.text()]")) {
            RequestBody body = new RequestBody.Multipart(List.of(
                    new RequestBody.Field("title", "t"),
                    new RequestBody.FilePart(
                            "a", "a.txt", "text/plain", 5, "small".getBytes(StandardCharsets.UTF_8), null),
                    new RequestBody.FilePart("b", "b.txt", "text/plain", 13, null, large)));
            assertEquals(
                    "[\"t\",\"a.txt\",5,\"small\",\"large content\"]",
                    text(app.start(0, "", body).await()));
        }
    }

    @Test
    void schemasDecideBeforeTheActionRuns() throws Exception {
        String schema = "const S = (check) => ({'~standard': {version: 1, vendor: 'test', validate: check}});\n";
        try (TestRuntime app = new TestRuntime(
                schema
                        + "export default defineAction({body: S((v) => v && v.n > 0 ? {value: {n: v.n * 2}} : {issues: [{message: 'bad n', path: ['n']}]})}, (req) => req.body)",
                schema
                        + "export default defineAction({query: S(async (v) => v.q ? {value: v} : {issues: [{message: 'no q', path: [{key: 'q'}]}]})}, (req) => req.query.q)")) {
            assertEquals(
                    "{\"n\":42}",
                    text(app.start(0, "", new RequestBody.Text(RequestBody.Kind.JSON, "{\"n\":21}"))
                            .await()));
            Answer.Failure bad = failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.JSON, "{\"n\":0}"))
                    .await());
            assertEquals(422, bad.status());
            assertEquals(Map.of("fields", List.of(Map.of("in", "body", "path", "n", "message", "bad n"))), bad.extra());
            assertEquals(
                    415,
                    failure(app.start(0, "", new RequestBody.Text(RequestBody.Kind.PLAIN, "x"))
                                    .await())
                            .status());
            assertEquals("ok", text(app.start(1, "q=ok", RequestBody.NONE).await()));
            assertEquals(422, failure(app.call(1)).status());
        }
    }
}
