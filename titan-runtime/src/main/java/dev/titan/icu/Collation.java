package dev.titan.icu;

/** Collation data, of the root or of one language. Its indexes say where each of its parts begins; the next part's beginning is its end. */
final class Collation {
    private static final int REORDER_CODES = 5;
    private static final int TRIE = 7;
    private static final int CES = 9;
    private static final int CE32S = 11;
    private static final int ROOT_ELEMENTS = 12;
    private static final int CONTEXTS = 13;
    private static final int UNSAFE_BACKWARD = 14;
    private static final int FAST_LATIN = 15;
    private static final int SCRIPTS = 16;

    private Collation() {}

    static void swap(Item item) {
        if (item.formatVersion() < 4 || item.formatVersion() > 5) {
            throw new IllegalArgumentException("collation data of version " + item.formatVersion());
        }
        int[] indexes = new int[item.int32(0)];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = item.int32(4 * i);
        }
        item.swap32(0, 4 * indexes.length);
        swap32(item, indexes, REORDER_CODES);
        if (size(indexes, TRIE) > 0) {
            Tries.swap(item, indexes[TRIE]);
        }
        if (size(indexes, CES) > 0) {
            item.swap64(indexes[CES], indexes[CES + 1]);
        }
        swap32(item, indexes, CE32S);
        swap32(item, indexes, ROOT_ELEMENTS);
        swap16(item, indexes, CONTEXTS);
        swap16(item, indexes, UNSAFE_BACKWARD);
        swap16(item, indexes, FAST_LATIN);
        swap16(item, indexes, SCRIPTS);
    }

    private static int size(int[] indexes, int part) {
        return part + 1 < indexes.length ? indexes[part + 1] - indexes[part] : 0;
    }

    private static void swap32(Item item, int[] indexes, int part) {
        if (size(indexes, part) > 0) {
            item.swap32(indexes[part], indexes[part + 1]);
        }
    }

    private static void swap16(Item item, int[] indexes, int part) {
        if (size(indexes, part) > 0) {
            item.swap16(indexes[part], indexes[part + 1]);
        }
    }
}
