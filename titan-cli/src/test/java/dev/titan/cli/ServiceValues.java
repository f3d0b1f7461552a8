package dev.titan.cli;

import dev.titan.cli.ServiceWire.Value;
import java.util.List;

/** Values that go through a service and come back the same. */
final class ServiceValues {
    /** One or more of each kind that the wire knows. */
    static final List<Value> EACH_KIND = List.of(
            new Value("null", "c0"),
            new Value("{\"$undefined\":true}", "d40000"),
            new Value("[true,false]", "92c3c2"),
            new Value("4294967296", "cb41f0000000000000"),
            new Value("-2147483648", "d280000000"),
            new Value("1.5", "cb3ff8000000000000"),
            new Value("{\"$number\":\"NaN\"}", "cb7ff8000000000000"),
            new Value("{\"$number\":\"-0\"}", "cb8000000000000000"),
            new Value("{\"$number\":\"-Infinity\"}", "cbfff0000000000000"),
            Value.of("héllo 😀"),
            new Value("{\"$bytes\":\"AQI=\"}", "c4020102"),
            new Value("{\"$date\":\"2023-11-14T22:13:20.000Z\"}", "d77d0000018bcfe56800"),
            new Value("{\"$date\":\"1969-12-31T23:59:59.995Z\"}", "d77dfffffffffffffffb"),
            new Value("{\"$map\":[[1,2]]}", "c7067c000000010102"),
            new Value("{\"$set\":[1]}", "c7057b0000000101"),
            new Value("{\"$bigint\":\"-5\"}", "c70378a22d35"),
            new Value("{\"$regexp\":[\"a\",\"g\"]}", "d679a161a167"),
            new Value("{\"a\":{\"$undefined\":true}}", "81a161d40000"),
            new Value("{\"$$date\":1}", "81a5246461746501"),
            new Value("{\"__proto__\":{\"x\":[]}}", "81a95f5f70726f746f5f5f81a17890"));

    private ServiceValues() {}
}
