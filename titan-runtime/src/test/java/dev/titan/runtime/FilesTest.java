package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.host.files.FileSettings;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code t.fs}. */
class FilesTest {
    @TempDir
    Path base;

    private String run(FileSettings settings, String body) throws Exception {
        try (TestRuntime app = new TestRuntime(
                1,
                config -> config.withFiles(settings),
                "const error = async (f) => { try { return 'none: ' + JSON.stringify(await f()) } catch (e) { return e.name + ' ' + e.code + ': ' + e.message } };"
                        + "export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    private String run(String body) throws Exception {
        return run(new FileSettings(base, List.of("data", "public"), List.of("data"), null), body);
    }

    @Test
    void writesReadsListsAndDeletes() throws Exception {
        assertEquals(
                "[\"héllo\",\"héllo\",{\"a\":1},[1,2,3],\"one\\ntwo\\n\",[\"bytes.bin:file:3\",\"deep:folder\",\"log.txt:file:8\",\"notes.txt:file:6\"],[\"er\",\"er/x.json\"],true,false,true,false,true,null]",
                run("""
                        await t.fs.write('notes.txt', 'héllo');
                        await t.fs.write('data/deep/er/x.json', JSON.stringify({ a: 1 }));
                        await t.fs.write('bytes.bin', new Uint8Array([1, 2, 3]));
                        await t.fs.append('log.txt', 'one\\n');
                        await t.fs.append('log.txt', new Blob(['two\\n']));
                        const list = await t.fs.list();
                        return [
                          await t.fs.text('notes.txt'), await t.fs.read('data/notes.txt'), await t.fs.json('deep/er/x.json'), Array.from(await t.fs.bytes('bytes.bin')), await t.fs.text('log.txt'),
                          list.map((each) => each.name + ':' + each.type + (each.type === 'file' ? ':' + each.size : '')),
                          (await t.fs.list('deep', { recursive: true })).map((each) => each.name),
                          await t.fs.exists('notes.txt'), await t.fs.exists('gone.txt'),
                          await t.fs.delete('notes.txt'), await t.fs.delete('notes.txt'), await t.fs.delete('deep', { recursive: true }),
                          await t.fs.stat('deep'),
                        ];
                        """));
        try (Stream<Path> left = Files.list(base.resolve("data"))) {
            assertEquals(
                    List.of("bytes.bin", "log.txt"),
                    left.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void copiesMovesAndMakesFolders() throws Exception {
        assertEquals(
                "[\"x\",\"x\",false,\"folder\",true,\"FileError EEXIST: t.fs.write: it exists already: c.txt\"]",
                run("""
                        await t.fs.write('a.txt', 'x');
                        await t.fs.copy('a.txt', 'b/c/d.txt');
                        await t.fs.move('a.txt', 'c.txt');
                        await t.fs.mkdir('e/f');
                        await t.fs.mkdir('e/f');
                        const { type, modified } = await t.fs.stat('e/f');
                        return [await t.fs.text('b/c/d.txt'), await t.fs.text('c.txt'), await t.fs.exists('a.txt'), type, Math.abs(Date.now() - modified) < 60_000,
                          await error(() => t.fs.write('c.txt', 'y', { ifAbsent: true }))];
                        """));
    }

    @Test
    void streamsBothWaysWithoutHoldingAllOfIt() throws Exception {
        assertEquals(
                "[3000000,true,\"cdef\",[\"big.bin\",\"copy.bin\",\"small.txt\"],\"Error undefined: enough\",false]",
                run("""
                const chunk = new Uint8Array(100_000).fill(7);
                await t.fs.write('big.bin', (function* () { for (let i = 0; i < 30; i++) yield chunk })());
                await t.fs.write('copy.bin', await t.fs.stream('big.bin'));
                await t.fs.write('small.txt', 'abcdefgh');
                const copy = await t.fs.bytes('copy.bin');
                const part = await new Response(await t.fs.stream('small.txt', { from: 2, to: 5 })).text();
                const reader = (await t.fs.stream('big.bin')).getReader();
                await reader.read();
                await reader.cancel();
                const failed = await error(() => t.fs.write('never.bin', (function* () { yield chunk; throw new Error('enough') })()));
                return [copy.length, copy.every((byte) => byte === 7), part, (await t.fs.list()).map((each) => each.name), failed, await t.fs.exists('never.bin')];
                """));
    }

    @Test
    void nothingOutsideIsReachedByAnyName() throws Exception {
        Files.writeString(base.resolve("secret.txt"), "secret");
        Path data = Files.createDirectories(base.resolve("data"));
        Files.createDirectories(base.resolve("public"));
        Files.writeString(base.resolve("public/page.html"), "page");
        Files.createSymbolicLink(data.resolve("out"), base);
        Files.createSymbolicLink(data.resolve("file"), base.resolve("secret.txt"));
        Files.createSymbolicLink(data.resolve("nowhere"), base.resolve("nothing"));
        Files.createDirectories(data.resolve("real"));
        Files.createSymbolicLink(data.resolve("in"), data.resolve("real"));
        String said = run("""
                const tries = [
                  () => t.fs.text('../secret.txt'), () => t.fs.text('data/../secret.txt'), () => t.fs.text('data/out/secret.txt'), () => t.fs.text('file'),
                  () => t.fs.text('%s/secret.txt'), () => t.fs.text('/etc/passwd'), () => t.fs.write('out/x.txt', ''), () => t.fs.write('file', ''), () => t.fs.write('nowhere', ''),
                  () => t.fs.write('public/page.html', ''), () => t.fs.delete('public/page.html'), () => t.fs.copy('file', 'copy'), () => t.fs.move('a', '../b'), () => t.fs.list('..'),
                  () => t.fs.text('a\\0b'), () => t.fs.exists('out/secret.txt'), () => t.fs.stream('out/secret.txt'), () => t.fs.append('out/secret.txt', 'x'),
                ];
                const all = [];
                for (const each of tries) all.push(await error(each));
                all.push(await t.fs.text('public/page.html'));
                await t.fs.write('in/y.txt', 'y');
                all.push(await t.fs.delete('file'));
                return all.join('\\n');
                """.formatted(base));
        List<String> lines = said.lines().toList();
        for (String line : lines.subList(0, 18)) {
            assertTrue(
                    line.startsWith("PermissionError EACCES")
                            || line.startsWith("FileError ENOENT")
                            || line.startsWith("TypeError"),
                    line);
        }
        assertTrue(
                said.contains(
                        "PermissionError EACCES: t.fs.write may not write public/page.html: add \"public\" to permissions.write in titan.config.json"),
                said);
        assertTrue(
                said.contains(
                        "PermissionError EACCES: t.fs.text may not read /etc/passwd: add \"/etc/passwd\" to permissions.read in titan.config.json"),
                said);
        assertEquals(List.of("page", "true"), lines.subList(18, 20));
        assertEquals("secret", Files.readString(base.resolve("secret.txt")));
        assertEquals("y", Files.readString(data.resolve("real/y.txt")));
        assertFalse(Files.exists(data.resolve("file")));
    }

    @Test
    void permissionsWidenAndNarrow() throws Exception {
        Path outside = Files.createDirectories(base.resolve("outside"));
        Files.writeString(outside.resolve("o.txt"), "o");
        FileSettings settings = new FileSettings(
                base.resolve("app"),
                List.of("uploads", outside.toString(), "titan.config.json"),
                List.of("uploads"),
                null);
        Files.createDirectories(base.resolve("app"));
        Files.writeString(base.resolve("app/titan.config.json"), "{}");
        assertEquals(
                "[\"u\",\"o\",{},\"PermissionError EACCES: t.fs.text may not read data/x: add \\\"data\\\" to permissions.read in titan.config.json\","
                        + "\"PermissionError EACCES: t.fs.write may not write " + outside
                        + "/o.txt: add \\\"" + outside + "/o.txt\\\" to permissions.write in titan.config.json\"]",
                run(settings, """
                        await t.fs.write('uploads/u.txt', 'u');
                        return [await t.fs.text('uploads/u.txt'), await t.fs.text('%1$s/o.txt'), await t.fs.json('titan.config.json'), await error(() => t.fs.text('x')),
                          await error(() => t.fs.write('%1$s/o.txt', ''))];
                        """.formatted(outside)));
    }

    @Test
    void filesThatAreMissingWrongOrTooLargeAreToldByCode() throws Exception {
        Path data = Files.createDirectories(base.resolve("data/folder")).getParent();
        Files.write(data.resolve("latin.txt"), new byte[] {(byte) 0xe9});
        Files.writeString(data.resolve("bad.json"), "{");
        try (var large = Files.newByteChannel(
                data.resolve("large"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE)) {
            large.position(65L << 20).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        String said = run("""
                const tries = [
                  () => t.fs.text('gone.txt'), () => t.fs.text('folder'), () => t.fs.write('folder', ''), () => t.fs.list('latin.txt'), () => t.fs.text('latin.txt'), () => t.fs.json('bad.json'),
                  () => t.fs.bytes('large'), () => t.fs.write('latin.txt/x', ''), () => t.fs.move('gone', 'x'), () => t.fs.text(), () => t.fs.text(''), () => t.fs.write('x'), () => t.fs.write('x', 1),
                  () => t.fs.write('x', { a: 1 }), () => t.fs.list('', { deep: true }), () => t.fs.stream('latin.txt', { from: -1 }), () => t.fs.stream('latin.txt', { from: 5, to: 1 }),
                  () => t.fs.text('x'.repeat(300)), () => t.fs.text('y'.repeat(5000)), () => t.fs.stream('folder'),
                ];
                const all = [];
                for (const each of tries) all.push((await error(each)).split(':')[0]);
                return all.join(',');
                """);
        assertEquals(
                "FileError ENOENT,FileError EISDIR,FileError EISDIR,FileError ENOTDIR,FileError EILSEQ,SyntaxError undefined,FileError EFBIG,FileError ENOTDIR,FileError ENOENT,TypeError undefined,"
                        + "FileError EISDIR,TypeError undefined,TypeError undefined,TypeError undefined,TypeError undefined,RangeError undefined,RangeError undefined,FileError ENAMETOOLONG,"
                        + "TypeError undefined,FileError EISDIR",
                said);
    }

    @Test
    void writersAtOnceNeverMixAndReadersSeeOneOrTheOther() throws Exception {
        assertEquals("true", run("""
                const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(200_000));
                await t.fs.write('shared', texts[0]);
                const seen = await Promise.all(texts.flatMap((text) => [t.fs.write('shared', text).then(() => undefined), t.fs.text('shared')]));
                return seen.every((text) => text === undefined || texts.includes(text)) && (await t.fs.list()).length === 1;
                """));
    }

    @Test
    void publicFilesThatArePackedAreReadOutOfTheJar() throws Exception {
        Path zip = base.resolve("server.jar");
        try (FileSystem jar = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.createDirectories(jar.getPath("/titan/public/css"));
            Files.writeString(jar.getPath("/titan/public/css/site.css"), "a{}");
            Files.writeString(jar.getPath("/titan/manifest.json"), "{}");
        }
        try (FileSystem jar = FileSystems.newFileSystem(zip)) {
            FileSettings settings = new FileSettings(
                    base, List.of("data", "public"), List.of("data", "public"), () -> jar.getPath("/titan/public"));
            assertEquals("[\"a{}\",[\"css\"],\"file\",\"a{}\",\"PermissionError\",true]", run(settings, """
                    return [await t.fs.text('public/css/site.css'), (await t.fs.list('public')).map((each) => each.name), (await t.fs.stat('public/css/site.css')).type,
                      await new Response(await t.fs.stream('public/css/site.css')).text(), (await error(() => t.fs.text('public/../manifest.json'))).split(' ')[0],
                      (await error(() => t.fs.write('public/x', ''))).startsWith('none')];
                    """));
        }
    }

    @Test
    void aStreamThatIsLeftOpenEndsWithItsRequest() throws Exception {
        assertEquals("true", run("""
                await t.fs.write('a', 'x'.repeat(1_000_000));
                globalThis.kept = (await t.fs.stream('a')).getReader();
                await kept.read();
                return true;
                """));
    }
}
