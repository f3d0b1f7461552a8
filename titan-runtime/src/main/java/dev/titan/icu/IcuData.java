package dev.titan.icu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A data file of ICU ({@code icudt77l.dat}): a header, a table of contents and the items, each of which begins at a multiple of sixteen. Little-endian, as all processors are
 * that Titan runs on.
 */
final class IcuData {
    private static final String PREFIX = "icudt77l/";
    private static final int HEADER = 32;
    private static final int ALIGNMENT = 16;

    /**
     * What nothing of ECMA-402 asks for: transliteration, names of characters, profiles of protocols, look-alikes; and what V8's library has compiled in: properties of characters
     * and the canonical normalisation forms.
     */
    private static final Pattern NEVER = Pattern.compile(
            "translit/.*|.*\\.spp|(?:unames|uprops|ucase|ubidi|pnames|ulayout)\\.icu|confusables\\.cfu|(?:nfc|nfkc_s?cf|uts46)\\.nrm");

    /** English, and what no language owns. Without the roots of collation and of breaking text, V8 would abort instead of falling back. */
    private static final Pattern ENGLISH = Pattern.compile("nfkc\\.nrm|uemoji\\.icu|[a-zA-Z0-9]{6,}\\.res"
            + "|(?:(?:lang|curr|region|unit|zone|rbnf|coll|brkitr)/)?(?:root|pool|res_index|en|en_US|en_US_POSIX|en_001)\\.res"
            + "|curr/supplementalData\\.res|zone/tzdbNames\\.res|coll/ucadata\\.icu|brkitr/[a-zA-Z_]*\\.brk");

    private IcuData() {}

    /**
     * Writes both data files where {@code dev.titan.engine.LocaleData} says, unless they are newer than this class and the resources.
     *
     * @param arguments the folder {@code icudata} of ICU4J, and the folder of classes
     */
    public static void main(String[] arguments) throws IOException {
        Path resources = Path.of(arguments[0]);
        Path classes = Path.of(arguments[1]);
        Path all = classes.resolve("dev/titan/engine/icu/all/icudt77l.dat");
        Path english = classes.resolve("dev/titan/engine/icu/en/icudt77l.dat");
        if (isCurrent(english, resources, classes) && isCurrent(all, resources, classes)) {
            return;
        }
        Predicate<String> ever = NEVER.asMatchPredicate().negate();
        write(resources, ever, all);
        write(resources, ever.and(ENGLISH.asMatchPredicate()), english);
    }

    private static boolean isCurrent(Path target, Path resources, Path classes) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(target);
        try (Stream<Path> files = Files.walk(classes.resolve("dev/titan/icu"))) {
            for (Path file : Stream.concat(files, Stream.of(resources.resolve("icuver.res")))
                    .toList()) {
                if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Writes the data file.
     *
     * @param resources the folder {@code icudata} of ICU4J
     * @param wanted which files of it, by their paths with slashes
     */
    static void write(Path resources, Predicate<String> wanted, Path target) throws IOException {
        SortedMap<String, byte[]> items = new TreeMap<>();
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = resources.relativize(file).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    items.put(PREFIX + name, swapped(name, Files.readAllBytes(file)));
                }
            }
        }
        if (wanted.test(PhraseModel.NAME)) {
            items.put(PREFIX + PhraseModel.NAME, swapped(PhraseModel.NAME, PhraseModel.bundle()));
        }
        Files.createDirectories(target.getParent());
        Files.write(target, pack(items));
    }

    private static byte[] swapped(String name, byte[] bytes) {
        try {
            Swap.item(ByteBuffer.wrap(bytes));
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** Offsets in the table of contents count from its own beginning. */
    private static byte[] pack(SortedMap<String, byte[]> items) {
        int names = 4 + 8 * items.size();
        List<byte[]> texts = new ArrayList<>();
        int end = names;
        for (String name : items.keySet()) {
            byte[] text = (name + "\0").getBytes(StandardCharsets.US_ASCII);
            texts.add(text);
            end += text.length;
        }
        int data = aligned(end);
        int size = HEADER + data;
        for (byte[] item : items.values()) {
            size += aligned(item.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) HEADER).put((byte) 0xda).put((byte) 0x27);
        out.putShort((short) 20).putShort((short) 0).put(new byte[] {0, 0, 2, 0});
        out.put("CmnD".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 0, 0, 0});
        out.position(HEADER).putInt(items.size());
        int name = names;
        int at = data;
        int index = 0;
        for (byte[] item : items.values()) {
            byte[] text = texts.get(index++);
            out.putInt(name).putInt(at);
            out.put(HEADER + name, text).put(HEADER + at, item);
            name += text.length;
            at += aligned(item.length);
        }
        return out.array();
    }

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
