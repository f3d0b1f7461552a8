package dev.titan.server;

import dev.titan.model.ErrorCode;
import dev.titan.runtime.RequestBody;
import io.undertow.connector.ByteBufferPool;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.MultipartParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a multipart/form-data body (RFC 7578). A part with a file name that outgrows the threshold goes to a temporary file; all others
 * stay in memory.
 */
final class MultipartSink implements BodySink, MultipartParser.PartHandler {
    private final MultipartParser.ParseState parser;
    private final long fileThreshold;
    private final int maxParts;
    private final List<RequestBody.Part> parts = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private @Nullable Disposition disposition;
    private String mediaType = "";
    private ByteArrayOutputStream content = new ByteArrayOutputStream();
    private @Nullable ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final List<Spill> spills = new ArrayList<>();
    private @Nullable OpenFile open;

    /** Bytes that wait to be appended to a file. */
    private record Spill(OpenFile file, byte[] bytes) {}

    /** The file of the part that is being received; its path is known once the first bytes were written. */
    private static final class OpenFile {
        private @Nullable Path path;
        private long size;
    }

    /** A part whose content went to a file that may not have been made yet. */
    private record PendingFile(int index, String name, String filename, String mediaType, OpenFile file) {}

    private final List<PendingFile> pendingFiles = new ArrayList<>();

    /**
     * @param boundary of the media type
     * @param fileThreshold bytes of a file that are kept in memory
     * @param maxParts most parts
     */
    MultipartSink(ByteBufferPool pool, String boundary, long fileThreshold, int maxParts) {
        this.parser = MultipartParser.beginParse(
                pool, this, boundary.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8.name());
        this.fileThreshold = fileThreshold;
        this.maxParts = maxParts;
    }

    @Override
    public void accept(ByteBuffer bytes) throws Refusal {
        ByteArrayOutputStream kept = raw;
        if (kept != null) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            kept.write(copy, 0, copy.length);
        }
        try {
            parser.parse(bytes);
        } catch (IOException e) {
            throw malformed("A part of the multipart body is malformed");
        }
        if (disposition == Disposition.MISSING) {
            throw malformed("A part of the multipart body has no name");
        }
        if (parts.size() > maxParts) {
            throw new Refusal(Problem.of(
                    ErrorCode.TOO_MANY_PARAMETERS, "More than the " + maxParts + " parameters of limits.params"));
        }
        // What follows the last boundary is to be ignored (RFC 2046, 5.1.1).
        bytes.position(bytes.limit());
    }

    @Override
    public void beginPart(HeaderMap headers) {
        disposition = Disposition.parse(headers.getFirst(Headers.CONTENT_DISPOSITION));
        String type = headers.getFirst(Headers.CONTENT_TYPE);
        mediaType = type == null ? "application/octet-stream" : type;
        content.reset();
        open = null;
    }

    @Override
    public void data(ByteBuffer bytes) {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        OpenFile file = open;
        if (file == null
                && disposition != null
                && disposition.filename() != null
                && content.size() + (long) chunk.length > fileThreshold) {
            file = open = new OpenFile();
            raw = null;
            append(file, content.toByteArray());
            content = new ByteArrayOutputStream();
        }
        if (file != null) {
            append(file, chunk);
        } else {
            content.write(chunk, 0, chunk.length);
        }
    }

    private void append(OpenFile file, byte[] bytes) {
        file.size += bytes.length;
        spills.add(new Spill(file, bytes));
    }

    @Override
    public void endPart() {
        Disposition part = disposition;
        if (part == null || part == Disposition.MISSING) {
            return;
        }
        String filename = part.filename();
        OpenFile file = open;
        if (filename == null) {
            parts.add(new RequestBody.Field(part.name(), content.toString(StandardCharsets.UTF_8)));
        } else if (file != null) {
            pendingFiles.add(new PendingFile(parts.size(), part.name(), filename, mediaType, file));
            parts.add(new RequestBody.Field(part.name(), ""));
        } else {
            byte[] bytes = content.toByteArray();
            parts.add(new RequestBody.FilePart(part.name(), filename, mediaType, bytes.length, bytes, null));
        }
        disposition = null;
    }

    @Override
    public boolean mustSpill() {
        return !spills.isEmpty();
    }

    @Override
    public void spill() throws IOException {
        for (Spill spill : spills) {
            Path path = spill.file().path;
            if (path == null) {
                path = Files.createTempFile("titan-upload-", ".part");
                files.add(path);
                spill.file().path = path;
            }
            Files.write(path, spill.bytes(), StandardOpenOption.APPEND);
        }
        spills.clear();
    }

    @Override
    public RequestBody finish() throws Refusal {
        if (!parser.isComplete()) {
            throw malformed("The multipart body ends before its last boundary");
        }
        for (PendingFile file : pendingFiles) {
            parts.set(
                    file.index(),
                    new RequestBody.FilePart(
                            file.name(), file.filename(), file.mediaType(), file.file().size, null, file.file().path));
        }
        return new RequestBody.Multipart(parts);
    }

    @Override
    public byte[] raw() {
        return raw == null ? new byte[0] : raw.toByteArray();
    }

    @Override
    public void discard() {
        for (Path file : files) {
            TemporaryFiles.delete(file);
        }
    }

    private static Refusal malformed(String detail) {
        return new Refusal(Problem.of(ErrorCode.BAD_BODY, detail));
    }
}
