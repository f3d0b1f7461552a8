package dev.titan.icu;

import java.nio.ByteBuffer;

/** Turns items of ICU data from the one order of bytes to the other, in place. The layouts are those of ICU 77; another version is refused rather than guessed. */
final class Swap {
    private Swap() {}

    /**
     * @param bytes an item with its header
     * @throws IllegalArgumentException if the format is none that is known here
     */
    static void item(ByteBuffer bytes) {
        Item item = Item.open(bytes);
        switch (item.format() + item.formatVersion()) {
            case "ResB2", "ResB3" -> ResourceBundle.swap(item);
            case "UCol5" -> Collation.swap(item);
            case "Nrm25" -> normalization(item);
            case "Brk 6" -> breaks(item);
            case "Dict1" -> dictionary(item);
            case "Emoj1" -> emoji(item);
            default ->
                throw new IllegalArgumentException(
                        "ICU data of format " + item.format() + " version " + item.formatVersion());
        }
    }

    /** Indexes, a trie, 16-bit units, bytes. */
    private static void normalization(Item item) {
        int trie = item.int32(0);
        int extra = item.int32(4);
        int bytes = item.int32(8);
        item.swap32(0, trie);
        Tries.swap(item, trie);
        item.swap16(extra, bytes);
    }

    /** A header of twenty words of which the second is four bytes; state tables forward and back; a trie; the rules as bytes; status values. */
    private static void breaks(Item item) {
        int forward = item.int32(16);
        int forwardLength = item.int32(20);
        int back = item.int32(24);
        int backLength = item.int32(28);
        int trie = item.int32(32);
        int status = item.int32(48);
        int statusLength = item.int32(52);
        item.swap32(0, 4);
        item.swap32(8, 80);
        states(item, forward, forwardLength);
        states(item, back, backLength);
        Tries.swap(item, trie);
        item.swap32(status, status + statusLength);
    }

    private static void states(Item item, int offset, int length) {
        if (length == 0) {
            return;
        }
        boolean bytes = (item.int32(offset + 16) & 4) != 0;
        item.swap32(offset, offset + 20);
        if (!bytes) {
            item.swap16(offset + 20, offset + length);
        }
    }

    /** Eight indexes and a trie of words, which is of bytes or of 16-bit units. */
    private static void dictionary(Item item) {
        int words = item.int32(0);
        int end = item.int32(12);
        boolean bytes = (item.int32(16) & 7) == 0;
        item.swap32(0, 32);
        if (!bytes) {
            item.swap16(words, end);
        }
    }

    /** Indexes, a trie by code point, tries of 16-bit units for sequences. */
    private static void emoji(Item item) {
        int trie = item.int32(0);
        int sequences = item.int32(16);
        int end = item.int32(52);
        item.swap32(0, trie);
        Tries.swap(item, trie);
        item.swap16(sequences, end);
    }
}
