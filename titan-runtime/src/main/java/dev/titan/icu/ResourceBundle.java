package dev.titan.icu;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * A resource bundle: a tree of tables, arrays, texts and numbers. A resource is a word whose upper four bits are its type and whose others say where it lies, in words from the
 * beginning of the body. Several may share what they refer to, which is swapped once.
 */
final class ResourceBundle {
    private static final int STRING = 0;
    private static final int BINARY = 1;
    private static final int TABLE = 2;
    private static final int ALIAS = 3;
    private static final int TABLE_32 = 4;
    private static final int ARRAY = 8;
    private static final int INT_VECTOR = 14;

    private static final int KEYS_TOP = 1;
    private static final int TOP_16 = 6;

    private final Item item;
    private final BitSet swapped = new BitSet();

    private ResourceBundle(Item item) {
        this.item = item;
    }

    static void swap(Item item) {
        if (item.formatVersion() < 2 || item.formatVersion() > 3) {
            throw new IllegalArgumentException("a resource bundle of version " + item.formatVersion());
        }
        int root = item.int32(0);
        int indexes = item.int32(4) & 0xff;
        int units = 4 * item.int32(4 + 4 * KEYS_TOP);
        int resources = 4 * item.int32(4 + 4 * TOP_16);
        item.swap32(0, 4 + 4 * indexes);
        item.swap16(units, resources);
        new ResourceBundle(item).resource(root);
    }

    private void resource(int resource) {
        int at = (resource & 0x0fffffff) * 4;
        if (at == 0 || swapped.get(at / 4)) {
            return;
        }
        switch (resource >>> 28) {
            case STRING, ALIAS -> {
                swapped.set(at / 4);
                int length = item.int32(at);
                item.swap32(at, at + 4);
                item.swap16(at + 4, at + 4 + 2 * length);
            }
            case BINARY -> {
                swapped.set(at / 4);
                ByteBuffer content = item.slice(at + 4, item.int32(at));
                item.swap32(at, at + 4);
                if (Item.isItem(content)) {
                    Swap.item(content);
                }
            }
            case TABLE -> {
                swapped.set(at / 4);
                int count = item.uint16(at);
                int items = at + (2 + 2 * count + 3) / 4 * 4;
                item.swap16(at, at + 2 + 2 * count);
                resources(items, count);
            }
            case TABLE_32 -> {
                swapped.set(at / 4);
                int count = item.int32(at);
                item.swap32(at, at + 4 + 4 * count);
                resources(at + 4 + 4 * count, count);
            }
            case ARRAY -> {
                swapped.set(at / 4);
                int count = item.int32(at);
                item.swap32(at, at + 4);
                resources(at + 4, count);
            }
            case INT_VECTOR -> {
                swapped.set(at / 4);
                item.swap32(at, at + 4 + 4 * item.int32(at));
            }
            default -> {
                // The rest lies in the 16-bit units, or is the word itself.
            }
        }
    }

    private void resources(int at, int count) {
        for (int i = 0; i < count; i++) {
            resource(item.int32(at + 4 * i));
        }
        item.swap32(at, at + 4 * count);
    }
}
