package dev.titan.icu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcuDataTest {
    @TempDir
    Path folder;

    @Test
    void aDataFileHoldsTheItemsThatAreWantedSortedAndAligned() throws Exception {
        Path resources = Files.createDirectories(folder.resolve("icudata/lang")).getParent();
        Files.write(resources.resolve("root.res"), PhraseModel.bundle());
        Files.write(resources.resolve("lang/de.res"), PhraseModel.bundle());
        Files.write(resources.resolve("lang/fr.res"), PhraseModel.bundle());
        Path target = folder.resolve("out/icudt77l.dat");
        IcuData.write(resources, name -> !name.equals("lang/fr.res"), target);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(target)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(3, file.getInt(32));
        String[] names = {"icudt77l/brkitr/jaml.res", "icudt77l/lang/de.res", "icudt77l/root.res"};
        for (int i = 0; i < names.length; i++) {
            byte[] name = new byte[names[i].length()];
            file.get(32 + file.getInt(36 + 8 * i), name);
            assertEquals(names[i], new String(name, StandardCharsets.US_ASCII));
            int item = 32 + file.getInt(40 + 8 * i);
            assertEquals(0, item % 16);
            assertEquals(32, file.getShort(item));
            assertEquals(0, file.get(item + 8));
        }
    }

    @Test
    void aResourceBundleIsSwappedToTheLastOfItsNames() {
        byte[] bytes = PhraseModel.bundle();
        Swap.item(ByteBuffer.wrap(bytes));
        ByteBuffer bundle = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int table = 32 + (bundle.getInt(32) & 0x0fffffff) * 4;
        assertEquals(26, bundle.getShort(table));
        int last = 32 + bundle.getShort(table + 52);
        assertEquals("UW6Values", new String(bytes, last, 9, StandardCharsets.US_ASCII));
        assertEquals(14, bundle.getInt(bytes.length - 4) >>> 28);
    }

    @Test
    void whatIsNotKnownIsRefusedByName() throws Exception {
        Path resources = Files.createDirectories(folder.resolve("icudata"));
        byte[] newer = PhraseModel.bundle();
        newer[16] = 9;
        Files.write(resources.resolve("newer.res"), newer);
        assertEquals(
                "newer.res: ICU data of format ResB version 9",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> IcuData.write(resources, name -> true, folder.resolve("a.dat")))
                        .getMessage());
        Files.write(resources.resolve("newer.res"), new byte[40]);
        assertEquals(
                "newer.res: no big-endian ICU data",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> IcuData.write(resources, name -> true, folder.resolve("a.dat")))
                        .getMessage());
    }
}
