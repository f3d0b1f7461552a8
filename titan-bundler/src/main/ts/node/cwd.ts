/** An isolate has no working directory: relative paths begin at the root. Takes the place of `process.cwd` in the package path-browserify. */
const cwd = (): string => '/';
export { cwd as 'process.cwd' };
