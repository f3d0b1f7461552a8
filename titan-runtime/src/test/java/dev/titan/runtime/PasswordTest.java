package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** {@code t.password}, with little memory so that it is quick. */
class PasswordTest {
    private static String run(String body) throws Exception {
        try (TestRuntime app = new TestRuntime(
                "const error = async (f) => { try { return 'none: ' + await f() } catch (e) { return e.name + ': ' + e.message } };"
                        + "const quick = { memoryKiB: 64, iterations: 1 };"
                        + "export default defineAction(async (req) => {" + body + "})")) {
            return app.text(0);
        }
    }

    @Test
    void aHashIsAPhcStringThatOnlyItsPasswordFits() throws Exception {
        assertEquals("[true,true,true,false,false,true]", run("""
                const [a, b] = await Promise.all([t.password.hash('correct horse', quick), t.password.hash('correct horse', quick)]);
                return [
                  /^\\$argon2id\\$v=19\\$m=64,t=1,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}$/.test(a), a !== b,
                  await t.password.verify('correct horse', a), await t.password.verify('correct horse ', a), await t.password.verify('x', null),
                  await t.password.verify('correct horse', b),
                ];
                """));
    }

    /** Made by the reference implementation's command: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e}, and two of other kinds. */
    @Test
    void hashesOfTheReferenceImplementationAreRead() throws Exception {
        assertEquals("[true,false,true]", run("""
                const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
                const older = '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA';
                return [await t.password.verify('password', reference), await t.password.verify('Password', reference), await t.password.verify('password', older)];
                """));
    }

    @Test
    void saysWhetherAHashIsWeakerThanIsWantedNow() throws Exception {
        assertEquals("[true,false,false,true,true]", run("""
                const made = await t.password.hash('x', quick);
                const phc = (m) => `$argon2id$v=19$m=${m},t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA`;
                return [t.password.needsRehash(made), t.password.needsRehash(made, quick), t.password.needsRehash(phc(19456)),
                  t.password.needsRehash(phc(19455)), t.password.needsRehash('$2b$10$abc')];
                """));
    }

    @Test
    void wrongArgumentsSayWhatIsValid() throws Exception {
        assertEquals(
                "[\"TypeError: t.password.hash: the password must be a string, not undefined\","
                        + "\"RangeError: t.password.hash: the password has 5000 characters, more than 4096\","
                        + "\"TypeError: t.password.hash: no option 'rounds'; there are memoryKiB, iterations, parallelism\","
                        + "\"RangeError: t.password.hash: iterations must be a whole number from 1 on, not 0\","
                        + "\"RangeError: t.password: expected memoryKiB up to 262144 and at least 8 for each of parallelism, iterations from 1 to 32, parallelism from 1 to 16; not memoryKiB 300000, iterations 1, parallelism 1\","
                        + "\"TypeError: t.password.verify: the hash is not a PHC string of argon2 within the bounds of t.password, such as $argon2id$v=19$m=19456,t=2,p=1$…\","
                        + "\"TypeError: t.password.verify: the hash is not a PHC string of argon2 within the bounds of t.password, such as $argon2id$v=19$m=19456,t=2,p=1$…\","
                        + "\"TypeError: t.password.verify: the arguments are the other way round; expected verify(password, hash)\"]",
                run("""
                        const greedy = '$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA';
                        return await Promise.all([
                          error(() => t.password.hash()),
                          error(() => t.password.hash('x'.repeat(5000))),
                          error(() => t.password.hash('x', { rounds: 10 })),
                          error(() => t.password.hash('x', { iterations: 0 })),
                          error(() => t.password.hash('x', { memoryKiB: 300_000, iterations: 1 })),
                          error(() => t.password.verify('x', 'plain')),
                          error(() => t.password.verify('x', greedy)),
                          error(() => t.password.verify(greedy, 'x')),
                        ]);
                        """));
    }

    @Test
    void moreThanCanWaitAreRefusedAndTheOthersAreServed() throws Exception {
        assertEquals("[true,true,true]", run("""
                const outcomes = await Promise.allSettled(Array.from({ length: 2000 }, () => t.password.hash('x', { memoryKiB: 1024, iterations: 1 })));
                const failed = outcomes.filter((each) => each.status === 'rejected');
                return [failed.length > 0, outcomes.length - failed.length >= 256, failed.every((each) => each.reason.code === 'TITAN_PASSWORD_BUSY')];
                """));
    }
}
