package dev.titan.runtime;

/** Runs the code of one action that makes containers: a body with the exports of 'titan' and decorators as TypeScript calls them. */
final class ContainerApp {
    private static final String BEFORE = """
            import * as titan from 'titan';
            import { parameters } from 'titan:services';
            const { Service, Injectable, Module, Inject, Optional, Public, Validate, OnInit, OnStart, OnStop, OnDestroy,
              createToken, createContainer, ContainerError, ValidationError, Logger, ConfigService, HttpClient } = titan;
            const at = (index, decorator) => (target, key) => decorator(target, key, index);
            const decorate = (type, ...decorators) => { for (const each of decorators.reverse()) each(type, undefined); return type; };
            const method = (type, name, ...decorators) => {
              for (const each of decorators.reverse()) each(type.prototype, name, Object.getOwnPropertyDescriptor(type.prototype, name));
            };
            const needs = (type, ...tokens) => decorate(type, Injectable(), ...tokens.map((token, i) => at(i, Inject(token))));
            const fault = async (work) => { try { await work(); return 'nothing thrown' } catch (e) { return `${e.code} ${e.message}` } };
            const start = (root, options) => createContainer(root, options).start();
            const schema = (validate) => ({ '~standard': { version: 1, vendor: 'test', validate } });
            const digits = schema((value) => /^[0-9]+$/.test(value) ? { value: Number(value) } : { issues: [{ message: 'no digits', path: [] }] });
            """;

    private ContainerApp() {}

    /** Runs an async body. */
    static String run(String body) throws Exception {
        try (TestRuntime app = new TestRuntime(BEFORE + "export default async () => {" + body + "\n}")) {
            return app.text(0);
        }
    }

    /**
     * Runs a body twice that is not async, so that all of it belongs to its invocation.
     *
     * @param setup runs before, and declares what the body uses; its container is {@code app} when it has started
     * @return what the second run answers
     */
    static String runTwice(String setup, String body) throws Exception {
        String code = BEFORE + "let app;" + setup + "export default () => {" + body + "\n}";
        try (TestRuntime app = new TestRuntime(code)) {
            app.text(0);
            return app.text(0);
        }
    }
}
