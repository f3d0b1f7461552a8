/** node:path, POSIX alone: an isolate is on no file system. */
const path = require('path-browserify');
path.toNamespacedPath = (text: unknown): unknown => text;
module.exports = path;
