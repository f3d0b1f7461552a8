package dev.titan.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatTheExceptionsOfFileSystemsLeaveOut() {
        Path none = folder.resolve("none");
        assertEquals(
                none + ": no such file or folder",
                FileFault.of(assertThrows(IOException.class, () -> Files.readString(none))));
        assertEquals("a: permission denied", FileFault.of(new AccessDeniedException("a")));
        assertEquals("a: a file is in the way", FileFault.of(new FileAlreadyExistsException("a")));
        assertEquals("a: FileSystemException", FileFault.of(new FileSystemException("a")));
    }

    @Test
    void leavesWhatSaysSomethingAsItIs() {
        assertEquals(
                "a: No space left on device",
                FileFault.of(new FileSystemException("a", null, "No space left on device")));
        assertEquals("a -> b: full", FileFault.of(new AccessDeniedException("a", "b", "full")));
        assertEquals("out of luck", FileFault.of(new IOException("out of luck")));
        assertEquals("IOException", FileFault.of(new IOException()));
    }
}
