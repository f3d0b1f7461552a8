package dev.titan.host.files;

import dev.titan.host.OperationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** What the author's code catches when the file system refuses: a FileError with the code that POSIX has for it. */
final class FileErrors {
    private FileErrors() {}

    /** @param api and the path as the author gave it, for the message */
    static OperationException of(String api, Object path, Exception cause) {
        if (cause instanceof OperationException known) {
            return known;
        }
        String code = code(cause);
        return new OperationException("FileError", code, api + ": " + what(code) + ": " + path, cause);
    }

    static OperationException of(String api, Object path, String code) {
        return new OperationException("FileError", code, api + ": " + what(code) + ": " + path, null);
    }

    private static String code(Exception cause) {
        if (cause instanceof NoSuchFileException) {
            return "ENOENT";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "EEXIST";
        }
        if (cause instanceof DirectoryNotEmptyException) {
            return "ENOTEMPTY";
        }
        if (cause instanceof NotDirectoryException) {
            return "ENOTDIR";
        }
        if (cause instanceof FileSystemLoopException) {
            return "ELOOP";
        }
        if (cause instanceof AccessDeniedException || cause instanceof ReadOnlyFileSystemException) {
            return "EACCES";
        }
        if (cause instanceof CharacterCodingException) {
            return "EILSEQ";
        }
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space")) {
            return "ENOSPC";
        }
        if (message.contains("is a directory")) {
            return "EISDIR";
        }
        if (message.contains("not a directory")) {
            return "ENOTDIR";
        }
        return message.contains("name too long") ? "ENAMETOOLONG" : cause instanceof IOException ? "EIO" : "EINVAL";
    }

    private static String what(String code) {
        return switch (code) {
            case "ENOENT" -> "there is no such file or folder";
            case "EEXIST" -> "it exists already";
            case "ENOTEMPTY" -> "the folder is not empty";
            case "ENOTDIR" -> "it is not a folder";
            case "EISDIR" -> "it is a folder";
            case "EACCES" -> "the operating system does not allow it";
            case "ENOSPC" -> "the disk is full";
            case "EILSEQ" -> "the file is not UTF-8";
            case "EFBIG" -> "the file is too large to be read as a whole; use t.fs.stream";
            case "ENAMETOOLONG" -> "a name is too long";
            case "ELOOP" -> "symbolic links lead in a circle";
            default -> "the file system failed";
        };
    }
}
