/** Where log lines of a server.jar go and how they look. Logback, set up by code: its XML and its scanning would cost a tenth of the start. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.log;
