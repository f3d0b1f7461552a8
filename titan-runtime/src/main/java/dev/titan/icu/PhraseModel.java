package dev.titan.icu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An empty model of Japanese phrases. V8's build of ICU asks for one before it breaks Chinese or Japanese text into words, and breaks none without; ICU4J has none. What is in the
 * model counts only where lines are broken by phrases, which nothing in ECMA-402 can ask for.
 */
final class PhraseModel {
    /** The item's name among the resources. */
    static final String NAME = "brkitr/jaml.res";

    private static final int EMPTY_ARRAY = 8 << 28;
    private static final int EMPTY_INT_VECTOR = 14 << 28;
    private static final int TABLE = 2 << 28;
    private static final int HEADER = 32;
    private static final int INDEXES = 7;

    private PhraseModel() {}

    /** A resource bundle as ICU4J would have it: a table of thirteen empty lists of features and as many of scores, sorted by name. */
    static byte[] bundle() {
        List<String> names = new ArrayList<>();
        for (String feature : List.of("BW1", "BW2", "BW3", "TW1", "TW2", "TW3", "TW4")) {
            names.addAll(List.of(feature + "Keys", feature + "Values"));
        }
        for (int i = 1; i <= 6; i++) {
            names.addAll(List.of("UW" + i + "Keys", "UW" + i + "Values"));
        }
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        List<Integer> offsets = new ArrayList<>();
        int keysAt = 4 + 4 * INDEXES;
        for (String name : names) {
            offsets.add(keysAt + keys.size());
            keys.writeBytes((name + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        while (keys.size() % 4 != 0) {
            keys.write(0xaa);
        }
        int table = keysAt + keys.size();
        int items = table + (2 + 2 * names.size() + 3) / 4 * 4;
        int end = items + 4 * names.size();
        ByteBuffer out = ByteBuffer.allocate(HEADER + end);
        out.putShort((short) HEADER).put((byte) 0xda).put((byte) 0x27);
        out.putShort((short) 20).putShort((short) 0).put(new byte[] {1, 0, 2, 0});
        out.put("ResB".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {2, 0, 0, 0});
        out.position(HEADER).putInt(TABLE | table / 4);
        for (int index : new int[] {INDEXES, table / 4, end / 4, end / 4, names.size(), 1, table / 4}) {
            out.putInt(index);
        }
        out.put(keys.toByteArray()).putShort((short) names.size());
        for (int offset : offsets) {
            out.putShort((short) offset);
        }
        out.position(HEADER + items);
        for (String name : names) {
            out.putInt(name.endsWith("Keys") ? EMPTY_ARRAY : EMPTY_INT_VECTOR);
        }
        return out.array();
    }
}
