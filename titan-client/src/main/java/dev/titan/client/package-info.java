/**
 * Calls the services of a Titan server from Java, over HTTP or WebSocket.
 *
 * <p>{@link TitanClient} is where to begin. The wire is Netron; its values are MessagePack with extension types for what JavaScript has
 * beyond it. Nothing here blocks but what says so, and no thread is started beyond those of {@link java.net.http.HttpClient}.
 */
@org.jspecify.annotations.NullMarked
package dev.titan.client;
