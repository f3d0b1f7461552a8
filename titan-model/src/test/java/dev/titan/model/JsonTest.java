package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesWithoutWhiteSpaceInTheOrderGiven() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", Arrays.asList(true, null, "\"\n"));
        map.put("big", new BigInteger("123456789012345678901234567890"));
        map.put("half", 0.5);
        assertEquals(
                "{\"z\":1,\"a\":[true,null,\"\\\"\\n\"],\"big\":123456789012345678901234567890,\"half\":0.5}",
                Json.write(map));
    }

    @Test
    void indentsByTwoSpaces() {
        assertEquals("{\n  \"a\": [\n    1\n  ]\n}", Json.pretty(Map.of("a", List.of(1))));
        assertEquals("[]", Json.pretty(List.of()));
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }
}
