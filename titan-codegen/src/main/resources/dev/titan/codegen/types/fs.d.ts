// Written by titan: what is changed here is lost.

declare namespace Titan {
  /** What there is at a place. */
  interface FileInfo {
    type: 'file' | 'folder' | 'link' | 'other';
    /** Bytes; means nothing for a folder. */
    size: number;
    /** When it was last modified, in milliseconds since 1970. */
    modified: number;
  }

  /** What can be written: text as UTF-8. A stream's chunks are text or bytes. */
  type FileContent = string | ArrayBuffer | ArrayBufferView | Blob | ReadableStream | AsyncIterable<string | ArrayBuffer | ArrayBufferView> | Iterable<string | ArrayBuffer | ArrayBufferView>;

  /** What the file system refuses. */
  interface FileError extends Error {
    readonly name: 'FileError';
    /** ENOENT: there is none. EEXIST, ENOTDIR, EISDIR, ENOTEMPTY, EACCES, ENOSPC, ENAMETOOLONG, ELOOP, EINVAL, EIO as in POSIX; EILSEQ: not UTF-8; EFBIG: too large to be read as a whole. */
    readonly code: string;
  }

  /**
   * The files of the app. A path is one in `data/`, unless it begins with a folder of `permissions.read` or `permissions.write`, as `data/…` and `public/…` do, or is absolute. `/` is between
   * names on every system; `..` is refused, and so is a symbolic link that leads out. Whatever the permissions do not allow rejects with a PermissionError that names the line to add; what the file
   * system refuses with {@link FileError}.
   */
  interface FileSystem {
    /** A file as text. UTF-8, up to 64 MiB, as with `json` and `bytes`. */
    text(path: string): Operation<string>;
    /** The same as `text`. */
    read(path: string): Operation<string>;
    /** Rejects with SyntaxError for what is no JSON. */
    json<T = any>(path: string): Operation<T>;
    bytes(path: string): Operation<Uint8Array>;
    /**
     * A file piece by piece. It is closed when it has been read or cancelled, and at the latest with the request.
     * @param options.from the first byte, from 0
     * @param options.to the last byte
     */
    stream(path: string, options?: { from?: number; to?: number }): Operation<ReadableStream<Uint8Array>>;
    /**
     * Writes a file, in place of what is there. Until it is complete and on the disk, others see what was there before; folders are made as needed.
     * @param options.ifAbsent whether to reject with EEXIST where there is one already; not for streams
     */
    write(path: string, content: FileContent, options?: { ifAbsent?: boolean }): Operation<void>;
    /** Adds to the end of a file, which is made if there is none. Not for streams. */
    append(path: string, content: string | ArrayBuffer | ArrayBufferView | Blob): Operation<void>;
    /**
     * What is in a folder, by name; at most 10,000 entries.
     * @param path default `data/` itself
     * @param options.recursive whether folders below are listed too: names are paths from this one then. Links are not followed.
     */
    list(path?: string, options?: { recursive?: boolean }): Operation<(FileInfo & { name: string })[]>;
    /** Null where there is nothing. */
    stat(path: string): Operation<FileInfo | null>;
    exists(path: string): Operation<boolean>;
    /**
     * @returns whether there was something
     * @param options.recursive whether a folder goes with all that is in it; otherwise it must be empty
     */
    delete(path: string, options?: { recursive?: boolean }): Operation<boolean>;
    /** Makes a folder, and those that it lies in. It may be there already. */
    mkdir(path: string): Operation<void>;
    /** Copies a file, in place of what is there. */
    copy(from: string, to: string): Operation<void>;
    /** Gives a file or folder another name, in place of a file that is there. */
    move(from: string, to: string): Operation<void>;
  }

  interface Host {
    readonly fs: FileSystem;
  }
}
