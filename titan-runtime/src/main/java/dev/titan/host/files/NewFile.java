package dev.titan.host.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is there as a whole or not at all: written beside its place, and moved there when it is complete and on the disk. Closed before that, it leaves nothing. Not for several threads at once. */
final class NewFile implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private boolean over;

    NewFile(Path target) throws IOException {
        FileWork.makeParents(target);
        this.target = target;
        this.temporary = target.resolveSibling(".titan-" + UUID.randomUUID() + ".tmp");
        this.channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Puts it in its place, instead of what is there. */
    void commit() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        over = true;
    }

    @Override
    public void close() throws IOException {
        if (!over) {
            over = true;
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
