/** The load generator of {@code titan bench}: a closed loop of HTTP/1.1 requests over kept-alive connections, and what came of them. Knows nothing of apps. */
@org.jspecify.annotations.NullMarked
package dev.titan.cli.load;
