package dev.titan.icu;

/** The two structures that map code points to values inside of other items: UTrie2 and its successor UCPTrie. Both are a header of 16 bytes, an index and the values. */
final class Tries {
    private static final int TRIE_2 = 0x54726932;
    private static final int TRIE_3 = 0x54726933;
    private static final int HEADER = 16;

    private Tries() {}

    /** Swaps the trie at an offset. */
    static void swap(Item item, int offset) {
        int signature = item.int32(offset);
        int options = item.uint16(offset + 4);
        int index = offset + HEADER;
        int data = index + 2 * item.uint16(offset + 6);
        int count;
        int width;
        if (signature == TRIE_2) {
            count = item.uint16(offset + 8) << 2;
            width = (options & 0xf) == 0 ? 2 : 4;
        } else if (signature == TRIE_3) {
            count = (options & 0xf000) << 4 | item.uint16(offset + 8);
            width = switch (options & 7) {
                case 0 -> 2;
                case 1 -> 4;
                default -> 1;
            };
        } else {
            throw new IllegalArgumentException("unknown trie " + Integer.toHexString(signature));
        }
        item.swap32(offset, offset + 4);
        item.swap16(offset + 4, data);
        if (width == 2) {
            item.swap16(data, data + 2 * count);
        } else if (width == 4) {
            item.swap32(data, data + 4 * count);
        }
    }
}
