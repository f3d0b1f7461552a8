package dev.titan.runtime;

import static dev.titan.runtime.ContainerApp.run;
import static dev.titan.runtime.ContainerApp.runTwice;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What can be called by name in a container, and what its arguments go through. */
class ServiceCallsTest {
    private static final String USERS = """
            let bodies = 0;
            class Base { inherited() {} }
            class Users extends Base {
              #own = 1;
              field = () => 1;
              get getter() { return 1 }
              find(id) { bodies++; return [typeof id, id, this.#own]; }
              hidden() {}
            }
            decorate(Users, Service('users@1.0.0'));
            method(Base, 'inherited', Public());
            method(Users, 'find', Public(), (target, name) => at(0, Validate(digits))(target, name));
            """;

    @Test
    void aMethodGetsWhatItsSchemasMakeOfTheArguments() throws Exception {
        assertEquals(
                "[\"number\",42,1]", run(USERS + "return (await start([Users])).call('users@1.0.0', 'find', ['42']);"));
    }

    @Test
    void anArgumentThatDoesNotFitNeverReachesTheBody() throws Exception {
        assertEquals(
                "[\"ValidationError\",true,422,{\"fields\":[{\"path\":\"0\",\"message\":\"no digits\"}]},0]",
                run(USERS + """
                const error = await (await start([Users])).call('users@1.0.0', 'find', ['x']).catch((e) => e);
                return [error.name, error instanceof titan.NetronError, error.status, error.details, bodies];
                """));
    }

    @Test
    void whatIsNoPublicMethodOfAServiceIsNotFound() throws Exception {
        assertEquals("[\"404\"]", run(USERS + """
                const app = await start([Users]);
                const names = ['hidden', 'inherited', 'getter', 'field', '#own', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'nothing', '', undefined];
                const calls = [...names.map((name) => ['users@1.0.0', name]), ['users@2.0.0', 'find'], ['users@^2', 'find'], ['users@', 'find'], ['user', 'find'], ['users@no range', 'find'], ['@1.0.0', 'find'], ['__proto__', 'find'], [undefined, 'find']];
                const told = await Promise.all(calls.map(([id, name]) => app.call(id, name, []).then(() => 'called', (e) => String(e.status))));
                return [...new Set(told)];
                """));
    }

    @Test
    void aRangeMeansTheHighestVersionWithinItAndANameTheHighestStableOne() throws Exception {
        assertEquals("[\"1.4.0\",\"1.4.0\",\"1.2.0\",\"2.0.0\",\"2.0.0\",\"3.0.0-rc.1\",404]", run("""
                const services = ['1.2.0', '1.4.0', '2.0.0', '3.0.0-rc.1'].map((version) => {
                  const type = class { v() { return version } };
                  decorate(type, Service(`users@${version}`));
                  method(type, 'v', Public());
                  return type;
                });
                const app = await start(services);
                const ids = ['users@^1.0.0', 'users@1.x', 'users@~1.2', 'users@>=1', 'users', 'users@3.0.0-rc.1', 'users@^3.0.0'];
                return Promise.all(ids.map((id) => app.call(id, 'v').catch((e) => e.status)));
                """));
    }

    @Test
    void twoVersionsOfAServiceLiveTogether() throws Exception {
        assertEquals("[1,2]", run("""
                class One { v() { return 1 } }
                class Two { v() { return 2 } }
                decorate(One, Service('users@1.0.0'));
                decorate(Two, Service('users@2.0.0'));
                method(One, 'v', Public());
                method(Two, 'v', Public());
                const app = await start([One, Two]);
                return [await app.call('users@1.0.0', 'v', []), await app.call('users@2.0.0', 'v', [])];
                """));
    }

    @Test
    void whatIsProvidedForAServiceIsCalledInItsPlace() throws Exception {
        assertEquals("[\"made b\",\"value\",\"other b\",[\"a@1.0.0\",\"b@1.0.0\",\"c@1.0.0\"]]", run("""
                const service = (name) => {
                  const type = class { constructor(tag) { this.tag = tag; } v(x) { return `${this.tag} ${x}`; } };
                  decorate(type, Service(name));
                  method(type, 'v', Public());
                  return type;
                };
                const [A, B, C] = [service('a'), service('b'), service('c')];
                class Other { v(x) { return `other ${x}`; } }
                const app = await start([
                  { provide: A, useFactory: async () => new A('made') }, { provide: B, useValue: { v: () => 'value' } },
                  { provide: C, useClass: Other }, { provide: 'same', useExisting: A },
                ]);
                const calls = await Promise.all(['a', 'b', 'c'].map((id) => app.call(id, 'v', ['b'])));
                return [...calls, app.describe().services.map(({ id }) => id)];
                """));
    }

    @Test
    void decoratorsSayWhereTheyAreCalledAsStandardOnes() throws Exception {
        assertEquals(
                "[\"@Public was called as a standard decorator\",\"@Service was called as a standard decorator\",\"@Public: the decorator below it returned a function for m\"]",
                run("""
                const said = (work) => { try { work(); return 'nothing'; } catch (e) { return `${e.name}: ${e.message}`.replace(/^TypeError: /, '').replace(/,.*/, ''); } };
                class A { m() {} }
                const context = { kind: 'method', name: 'm', static: false, private: false };
                return [
                  said(() => Public()(A.prototype.m, context)),
                  said(() => Service('a')(A, { kind: 'class', name: 'A' })),
                  said(() => Public()(A.prototype, 'm', () => {})),
                ];
                """));
    }

    @Test
    void schemasOfAMethodCheckItsFirstArgumentAndItsResult() throws Exception {
        assertEquals(
                "[7,\"Error: m@1.0.0.m returned what does not fit its output schema: result: no digits\",422]",
                run("""
                class M { m(input) { return input; } }
                decorate(M, Service('m@1.0.0'));
                const short = schema(async (value) => value.length < 3 ? { value } : { issues: [{ message: 'long' }] });
                method(M, 'm', Public(), Validate({ input: short, output: digits }));
                const app = await start([M]);
                return [await app.call('m@1.0.0', 'm', ['7']), await app.call('m@1.0.0', 'm', ['x']).catch(String), await app.call('m@1.0.0', 'm', ['xxx']).catch((e) => e.status)];
                """));
    }

    @Test
    void aSchemaThatThrowsRefuses() throws Exception {
        assertEquals("[\"RangeError: schema\",0]", run("""
                let bodies = 0;
                class M { m(input) { bodies++; } }
                decorate(M, Service('m@1.0.0'));
                method(M, 'm', Public(), Validate(schema(() => { throw new RangeError('schema'); })));
                return [await (await start([M])).call('m@1.0.0', 'm', [1]).catch(String), bodies];
                """));
    }

    @Test
    void callsInProcessNeitherValidateNorCopy() throws Exception {
        assertEquals("true", run("""
                class A { m(input) { return input; } }
                decorate(A, Service('a@1.0.0'));
                method(A, 'm', Public(), Validate(digits));
                class B { constructor(a) { this.a = a; } m(input) { return this.a.m(input); } }
                needs(B, A);
                const input = { no: 'digits' };
                return (await start([A, B])).get(B).m(input) === input;
                """));
    }

    @Test
    void stoppingRefusesNewCallsAndWaitsForThoseUnderWay() throws Exception {
        assertEquals("[503,\"done\",[\"called\",\"stopped\"]]", run("""
                const seen = [];
                let release;
                class Slow { async m() { await new Promise((resolve) => { release = resolve; }); seen.push('called'); return 'done'; } onStop() { seen.push('stopped'); } }
                decorate(Slow, Service('slow@1.0.0'));
                method(Slow, 'm', Public());
                const app = await start([Slow]);
                const call = app.call('slow@1.0.0', 'm', []);
                const stopped = app.stop();
                const refused = await app.call('slow@1.0.0', 'm', []).catch((e) => e.status);
                release();
                const told = await call;
                await stopped;
                return [refused, told, seen];
                """));
    }

    @Test
    void aRequestScopedServiceIsMadeForTheInvocationThatCalls() throws Exception {
        assertEquals("2", runTwice("""
                let made = 0;
                class Session { constructor() { made++; } n() { return made; } }
                decorate(Session, Service('session@1.0.0', { scope: 'request' }));
                method(Session, 'n', Public());
                start([Session]).then((started) => { app = started; });
                """, "return app.call('session@1.0.0', 'n', [])"));
    }
}
