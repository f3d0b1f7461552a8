package dev.titan.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.titan.model.SourceLocation;
import java.util.List;

/**
 * One call of {@code route} in app/routes, not yet judged. Immutable.
 *
 * @param kind {@code action}, {@code redirect}, {@code reply}, or {@code group} for one that is no group
 * @param method upper case, or {@code *} for all
 * @param prefix of the groups around it, the outermost first
 * @param arguments JSON as it is; an object with the one key {@code not} describes anything else
 * @param location of the call in the author's file
 */
record RouteCall(String kind, String method, List<String> prefix, List<JsonNode> arguments, SourceLocation location) {}
