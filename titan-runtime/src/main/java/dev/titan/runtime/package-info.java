/** Workers, their dispatcher and what runs on them. Knows nothing of HTTP servers: a request is an {@link dev.titan.runtime.Invocation}, its outcome an {@link dev.titan.runtime.Answer}. */
@org.jspecify.annotations.NullMarked
package dev.titan.runtime;
