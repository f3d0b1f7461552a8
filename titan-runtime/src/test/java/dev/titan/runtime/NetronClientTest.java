package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The TypeScript client with {@code src/test/ts/client/client.ts}, which plays server and clock, in an isolate without the kernel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetronClientTest {
    private Isolate isolate;
    private JsObject tests;

    @BeforeAll
    void open() throws Exception {
        Engine.start(new EngineOptions(256, false));
        isolate = Isolate.create();
        tests = isolate.module(Source.of("client.js", TestBundle.of("src/test/ts/client/client.ts")))
                .namespace();
    }

    @AfterAll
    void close() {
        isolate.close();
    }

    private String outcome(String name) throws Exception {
        tests.function("begin").call(name);
        return tests.function("outcome").call();
    }

    @Test
    void aCallOverHttpIsARequest() throws Exception {
        assertEquals("""
                5
                http://shop/netron/invoke
                {"x-a":"b","authorization":"Bearer s3cret","content-type":"application/msgpack","accept":"application/msgpack","traceparent":"00-1-2-01"}
                {"id":"1","service":"users","method":"add","input":[2,3],"hints":{true}}""", outcome("http"));
    }

    @Test
    void failuresHaveTheirClass() throws Exception {
        assertEquals("""
                true 429 free
                true
                TransportError 502 http://shop answered 200 with text/html where application/msgpack was expected; is it a Titan server with services?
                TransportLostError 503 no answer of http://shop: refused
                SerializationError 400 the arguments cannot be sent: a function cannot be sent""", outcome("failures"));
    }

    @Test
    void aBatchIsOneRequestWithAnOutcomeForEach() throws Exception {
        assertEquals("1\nhttp://shop/netron/batch\n1\nPermissionError 403 no", outcome("batch"));
    }

    @Test
    void aCallThatIsTooLateIsGivenUp() throws Exception {
        assertEquals("TimeoutError 408 no result of users.find within 50 ms\ntrue", outcome("deadline"));
    }

    @Test
    void aSessionBeginsWithAHandshakeAndTheToken() throws Exception {
        assertEquals("""
                {"id":"u1"}
                ws://shop/netron
                {"type":"client-id","id":"","ext":["cancel","credit","meta"]}
                1 44 ["authenticate",{"token":"s3cret"}]
                2 43 ["users@1.0.0","findById","u1"]""", outcome("session"));
    }

    @Test
    void deadlinesTracesAndCancellationGoToAServerThatKnowsThem() throws Exception {
        assertEquals("""
                enough
                1 4a [_,"00-1-2-01"]
                1 43 ["users","find"]
                2 48 1""", outcome("extensions"));
    }

    @Test
    void aStreamIsReadAndCreditIsGivenForWhatWasTaken() throws Exception {
        assertEquals("33\n2 49 [1,32]", outcome("stream"));
    }

    @Test
    void leavingALoopClosesItsStream() throws Exception {
        assertEquals("7\n2 47 {\"streamId\":\"1\",\"reason\":\"cancelled\"}", outcome("breaks"));
    }

    @Test
    void aStreamThatFailsFailsItsReader() throws Exception {
        assertEquals("RateLimitError 429 over", outcome("brokenStream"));
    }

    @Test
    void aValueIsNotReadAsTheStreamThatWasExpected() throws Exception {
        assertEquals(
                "SerializationError 400 users.tick gave a value where a stream was expected",
                outcome("valueForStream"));
    }

    @Test
    void whatIsUnderWayWhenTheConnectionEndsFailsAndWhatComesNextIsConnectedAgain() throws Exception {
        assertEquals("""
                TransportLostError 503 the connection to ws://shop/netron ended
                "there"
                TransportError 502 this client is closed""", outcome("reconnects"));
    }

    @Test
    void aMemberThatIsAwaitedIsAFieldThatCanBeSet() throws Exception {
        assertEquals("""
                "hello"
                undefined
                1 41 ["users","greeting"]
                2 42 ["users","greeting","yo"]
                5
                {"id":"1","service":"users","property":"count"}
                {"id":"2","service":"users","property":"count","value":6}""", outcome("properties"));
    }

    @Test
    void aTokenThatEndsSoonIsRenewedBeforeTheNextCallAndOneThatWasRefusedToo() throws Exception {
        assertEquals("""
                "a"
                "b"
                "c"
                AuthError 401 the token has expired
                AuthError 401 the token has expired
                AuthError 401 the token is not valid
                1 44 ["authenticate",{"token":"t1"}]
                2 43 ["users","a"]
                3 43 ["users","b"]
                4 44 ["authenticate",{"token":"t2"}]
                5 43 ["users","c"]
                6 43 ["users","d"]
                7 43 ["users","e"]
                8 44 ["authenticate",{"token":"t3"}]
                false""", outcome("renews"));
    }

    @Test
    void aServerThatStopsIsLeftWhileWhatIsUnderWayThereGoesOn() throws Exception {
        assertEquals("""
                "held"
                TransportLostError 503 The server is stopping
                "there"
                "there again"
                2""", outcome("leaves"));
    }

    @Test
    void eventsAreHeardAsLongAsSomebodyWantsToOverEachConnection() throws Exception {
        assertEquals("""
                PermissionError 403 not yours
                heard {"id":1}
                undefined
                1 44 ["subscribe","order.created"]
                2 44 ["subscribe","secret"]
                3 44 ["emit","chat.said","hi"]
                heard {"id":2}
                1 44 ["subscribe","order.created"]
                2 44 ["unsubscribe","order.created"]
                TransportError 502 events take a connection: connect by ws: or wss:""", outcome("events"));
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertEquals("""
                expected the address of a server, http:, https:, ws: or wss:, not 'ftp://shop'
                unknown option 'timeOut'; known are timeout, signal, token, headers, fetch, WebSocket
                timeout: expected milliseconds, more than 0 and less than 2^31, not 0
                service: expected a name, with a version or a range if need be: users@^1.0.0
                SerializationError 400 the answer cannot be read: 1 bytes are left behind the value
                true""", outcome("nonsense"));
    }
}
