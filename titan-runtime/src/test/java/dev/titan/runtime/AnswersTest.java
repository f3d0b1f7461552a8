package dev.titan.runtime;

import static dev.titan.runtime.TestRuntime.action;
import static dev.titan.runtime.TestRuntime.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an action returns or throws, and the answer that it is. */
class AnswersTest {
    @Test
    void anyValueIsTheJsonBodyOfA200() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return {z: 1, a: [1, 'x', null]}"),
                action("return {status: 'ok'}"),
                action("return [1]"),
                action("return null"),
                action("return 1.50"),
                action("return {status: 200, other: 1}"))) {
            assertEquals(
                    new Answer.Response(
                            200,
                            List.of("Content-Type", "application/json"),
                            new Answer.Text("{\"z\":1,\"a\":[1,\"x\",null]}")),
                    app.call(0));
            assertEquals("{\"status\":\"ok\"}", app.text(1));
            assertEquals("[1]", app.text(2));
            assertEquals("null", app.text(3));
            assertEquals("1.5", app.text(4));
            assertEquals("{\"status\":200,\"other\":1}", app.text(5));
        }
    }

    @Test
    void aPlainObjectWithAStatusIsAnEnvelope() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return {status: 201, body: {user: 1}}"),
                action("return {status: 404, headers: {'X-A': 1, 'Set-Cookie': ['a=1', 'b=2']}, body: 'no'}"),
                action("return {status: 304}"),
                action("return {status: 200, body: new Uint8Array([1, 2])}"))) {
            assertEquals(
                    new Answer.Response(
                            201, List.of("Content-Type", "application/json"), new Answer.Text("{\"user\":1}")),
                    app.call(0));
            assertEquals(
                    new Answer.Response(
                            404,
                            List.of(
                                    "X-A",
                                    "1",
                                    "Set-Cookie",
                                    "a=1",
                                    "Set-Cookie",
                                    "b=2",
                                    "Content-Type",
                                    "text/plain; charset=utf-8"),
                            new Answer.Text("no")),
                    app.call(1));
            assertEquals(new Answer.Response(304, List.of(), new Answer.Empty()), app.call(2));
            assertArrayEquals(new byte[] {1, 2}, ((Answer.Bytes) app.respond(3).body()).bytes());
        }
    }

    @Test
    void textNothingAndBytesHaveFormsOfTheirOwn() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("return 'hé\\n'"),
                action(""),
                action("return new Uint8Array([1, 2, 255]).subarray(1)"),
                action("return t.response.html('<p>').header('X-B', 'b').cookie('s', 'a b', {maxAge: 5})"),
                action("return t.response.redirect('/ü?a=%20')"),
                action("return t.response.file('a.txt')"),
                action("return new Response('x', {status: 202, headers: {'x-y': 'z'}})"),
                action("return Response.json({a: 1})"))) {
            assertEquals(
                    new Answer.Response(
                            200, List.of("Content-Type", "text/plain; charset=utf-8"), new Answer.Text("hé\n")),
                    app.call(0));
            assertEquals(new Answer.Response(204, List.of(), new Answer.Empty()), app.call(1));
            assertArrayEquals(new byte[] {2, -1}, ((Answer.Bytes) app.respond(2).body()).bytes());
            assertEquals(
                    new Answer.Response(
                            200,
                            List.of(
                                    "Content-Type",
                                    "text/html; charset=utf-8",
                                    "X-B",
                                    "b",
                                    "Set-Cookie",
                                    "s=a%20b; Max-Age=5; Path=/; HttpOnly; SameSite=Lax"),
                            new Answer.Text("<p>")),
                    app.call(3));
            assertEquals(List.of("Location", "/%C3%BC?a=%20"), app.respond(4).headers());
            assertEquals(new Answer.FileBody("a.txt"), app.respond(5).body());
            assertEquals(
                    new Answer.Response(
                            202, List.of("content-type", "text/plain;charset=UTF-8", "x-y", "z"), new Answer.Text("x")),
                    app.call(6));
            assertEquals("{\"a\":1}", app.text(7));
        }
    }

    @Test
    void throwsAreDataAndHttpErrorsChooseTheAnswer() throws Exception {
        try (TestRuntime app = new TestRuntime(
                action("function inner() { throw new TypeError('no', {cause: 'why'}) }\ninner()"),
                "import {HttpError} from 'titan'; export default () => { throw new HttpError(409, 'taken', {headers: {'Retry-After': 3}, details: {id: 7}}) }",
                action("t.error(404, 'gone')"),
                action("throw null"),
                action("return {n: 1n}"),
                action("const a = {}; a.b = {a}; return a"),
                action("return {status: 200, headers: {'X-A': 'a\\r\\nb'}}"),
                action("return Promise.reject(new Error('later'))"),
                action("return () => {}"))) {
            Answer.Failure thrown = failure(app.call(0));
            assertEquals(500, thrown.status());
            assertEquals("", thrown.detail());
            assertEquals("TypeError", thrown.error().name());
            assertTrue(
                    thrown.error().stack().contains("at inner (titan:///actions/a0.js:1:"),
                    thrown.error().stack());
            assertEquals("why", thrown.error().cause().message());
            Answer.Failure chosen = failure(app.call(1));
            assertEquals(409, chosen.status());
            assertEquals("taken", chosen.detail());
            assertEquals(List.of("Retry-After", "3"), chosen.headers());
            assertEquals(Map.of("id", 7), chosen.extra());
            assertEquals(404, failure(app.call(2)).status());
            assertEquals("null", failure(app.call(3)).error().message());
            assertEquals(
                    "the answer cannot be JSON: n is a BigInt (1n); convert it with String() or Number()",
                    failure(app.call(4)).error().message());
            assertEquals(
                    "the answer cannot be JSON: b.a refers back to an object that contains it",
                    failure(app.call(5)).error().message());
            assertTrue(failure(app.call(6)).error().message().contains("line break"));
            assertEquals("later", failure(app.call(7)).error().message());
            assertEquals(500, failure(app.call(8)).status());
        }
    }
}
