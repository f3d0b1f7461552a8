/** What the package url takes for the package qs. */
const querystring = require('node:querystring');

module.exports = { parse: querystring.parse, stringify: (object: object): string => querystring.stringify(object) };
