package dev.titan.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.titan.model.Manifest;
import dev.titan.model.RouteEntry;
import dev.titan.model.ServiceEntry;
import dev.titan.runtime.AppSchemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An app as an OpenAPI document (https://spec.openapis.org/oas/v3.1.1): its routes with the schemas of its actions, and the calls of its
 * services over HTTP. What the app does not declare, such as the form of its answers, the document leaves open.
 */
public final class OpenApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PARAMETER = Pattern.compile("[:*]([A-Za-z_$][\\w$]*)(?:<(\\w+)>)?");
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final Map<String, ObjectNode> TYPES = Map.of(
            "int", JSON.createObjectNode().put("type", "integer"),
            "number", JSON.createObjectNode().put("type", "number"),
            "uuid", JSON.createObjectNode().put("type", "string").put("format", "uuid"));

    private final Manifest manifest;
    private final AppSchemas schemas;
    private final ObjectNode paths = JSON.createObjectNode();
    private final ObjectNode components = JSON.createObjectNode();

    private OpenApi(Manifest manifest, AppSchemas schemas) {
        this.manifest = manifest;
        this.schemas = schemas;
    }

    /**
     * The document as JSON.
     *
     * @param title of the API
     * @param version of the API, not of the app's code
     */
    public static String document(Manifest manifest, AppSchemas schemas, String title, String version) {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new OpenApi(manifest, schemas).document(title, version))
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("the runtime gave schemas that are not JSON", e);
        }
    }

    private ObjectNode document(String title, String version) throws IOException {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.1");
        document.putObject("info").put("title", title).put("version", version);
        components.set("Problem", problem());
        for (RouteEntry route : manifest.routes()) {
            if (!route.isSocket()) {
                route(route);
            }
        }
        if (manifest.services().any()) {
            services();
        }
        document.set("paths", paths);
        document.putObject("components").set("schemas", components);
        return document;
    }

    /** RFC 9457, section 3. */
    private static ObjectNode problem() {
        ObjectNode problem = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = problem.putObject("properties");
        for (String text : List.of("type", "title", "detail", "code", "requestId")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        ObjectNode errors = properties.putObject("errors").put("type", "array");
        ObjectNode error = errors.putObject("items").put("type", "object").putObject("properties");
        for (String text : List.of("in", "path", "message", "code")) {
            error.putObject(text).put("type", "string");
        }
        return problem;
    }

    private void route(RouteEntry route) throws IOException {
        JsonNode declared = JSON.createObjectNode();
        if (route.target() instanceof RouteEntry.Action action) {
            String json = schemas.actions().get(AppSchemas.key(action.action(), action.export()));
            declared = json == null ? declared : JSON.readTree(json);
        }
        List<String> methods =
                route.methods().isEmpty() ? List.of(declared.has("body") ? "POST" : "GET") : route.methods();
        Matcher names = PARAMETER.matcher(route.pattern());
        String path = names.replaceAll("{$1}");
        ObjectNode item = paths.withObjectProperty(path);
        for (String method : methods) {
            item.set(method.toLowerCase(Locale.ROOT), operation(route, method, declared));
        }
    }

    private ObjectNode operation(RouteEntry route, String method, JsonNode declared) {
        ObjectNode operation = JSON.createObjectNode();
        if (route.methods().isEmpty() && route.target() instanceof RouteEntry.Action) {
            operation.put("description", "Every method is answered.");
        }
        ArrayNode parameters = JSON.createArrayNode();
        pathParameters(route.pattern(), declared.path("params"), parameters);
        queryParameters(declared.path("query"), parameters);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (declared.has("body") && !method.equals("GET") && !method.equals("HEAD")) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            ObjectNode content = body.putObject("content");
            content.putObject("application/json").set("schema", declared.get("body"));
        }
        ObjectNode responses = operation.putObject("responses");
        if (route.target() instanceof RouteEntry.Redirect redirect) {
            responses.putObject(String.valueOf(redirect.status())).put("description", "to " + redirect.location());
            return operation;
        }
        if (route.target() instanceof RouteEntry.Reply reply) {
            responses.putObject(String.valueOf(reply.status())).put("description", "always the same");
            return operation;
        }
        responses.putObject("2XX").put("description", "what the action answers");
        if (declared.size() > 0) {
            failure(responses, "422", "what was sent does not fit the schemas");
        }
        failure(responses, "default", "a problem (RFC 9457)");
        return operation;
    }

    private static void failure(ObjectNode responses, String status, String description) {
        ObjectNode response = responses.putObject(status).put("description", description);
        response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", PROBLEM);
    }

    private static void pathParameters(String pattern, JsonNode declared, ArrayNode into) {
        Matcher names = PARAMETER.matcher(pattern);
        while (names.find()) {
            ObjectNode parameter = into.addObject()
                    .put("name", names.group(1))
                    .put("in", "path")
                    .put("required", true);
            if (pattern.charAt(names.start()) == '*') {
                parameter.put("description", "the rest of the path, slashes among it");
            }
            JsonNode schema = declared.path("properties").path(names.group(1));
            ObjectNode known = names.group(2) == null ? null : TYPES.get(names.group(2));
            ObjectNode text = JSON.createObjectNode().put("type", "string");
            parameter.set("schema", !schema.isMissingNode() ? schema : known != null ? known : text);
        }
    }

    private static void queryParameters(JsonNode declared, ArrayNode into) {
        List<String> required = new ArrayList<>();
        declared.path("required").forEach(name -> required.add(name.asText()));
        declared.path("properties").properties().forEach(property -> {
            ObjectNode parameter =
                    into.addObject().put("name", property.getKey()).put("in", "query");
            parameter.put("required", required.contains(property.getKey()));
            parameter.set("schema", property.getValue());
        });
    }

    /** Netron over HTTP: one path, whose body says what is called. */
    private void services() throws IOException {
        JsonNode described = JSON.readTree(schemas.services());
        ArrayNode calls = JSON.createArrayNode();
        for (ServiceEntry service : manifest.services().entries()) {
            for (ServiceEntry.Method method : service.methods()) {
                String name = service.id() + "." + method.name();
                String component = name.replaceAll("[^A-Za-z0-9._-]", "_");
                components.set(component, call(service, method, schema(described, service, method)));
                calls.addObject().put("$ref", "#/components/schemas/" + component);
            }
        }
        if (calls.isEmpty()) {
            return;
        }
        ObjectNode operation = paths.withObjectProperty("/netron/invoke").putObject("post");
        operation.put("summary", "Calls a method of a service.");
        operation
                .putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .set("oneOf", calls);
        ObjectNode responses = operation.putObject("responses");
        answer(responses, "200", "the result", true);
        answer(responses, "default", "why there is none", false);
    }

    private static void answer(ObjectNode responses, String status, String description, boolean success) {
        ObjectNode response = responses.putObject(status).put("description", description);
        ObjectNode schema =
                response.putObject("content").putObject("application/json").putObject("schema");
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        properties.putObject("id");
        properties.putObject("success").put("const", success);
        if (success) {
            properties.putObject("data");
            properties.putObject("hints").put("type", "object");
        } else {
            ObjectNode error =
                    properties.putObject("error").put("type", "object").putObject("properties");
            error.putObject("code").put("type", "string");
            error.putObject("name").put("type", "string");
            error.putObject("message").put("type", "string");
            error.putObject("details");
        }
    }

    private static JsonNode schema(JsonNode described, ServiceEntry service, ServiceEntry.Method method) {
        for (JsonNode one : described) {
            if (one.path("id").asText().equals(service.name() + "@" + service.version())) {
                return one.path("methods").path(method.name());
            }
        }
        return JSON.createObjectNode();
    }

    private static ObjectNode call(ServiceEntry service, ServiceEntry.Method method, JsonNode declared) {
        ObjectNode call = JSON.createObjectNode().put("type", "object");
        call.put("title", service.id() + "." + method.name());
        ObjectNode properties = call.putObject("properties");
        properties.putObject("id").put("type", "string");
        properties.putObject("service").put("const", service.id());
        properties.putObject("method").put("const", method.name());
        ObjectNode input = properties.putObject("input").put("type", "array");
        ArrayNode items = input.putArray("prefixItems");
        for (int i = 0; i < method.parameters().size(); i++) {
            JsonNode schema = declared.path("inputs").path(String.valueOf(i));
            ObjectNode named = schema.isObject() ? schema.deepCopy() : JSON.createObjectNode();
            if (!named.has("title") && !method.parameters().get(i).isEmpty()) {
                named.put("title", method.parameters().get(i));
            }
            items.add(named);
        }
        properties
                .putObject("hints")
                .put("type", "object")
                .putObject("properties")
                .putObject("timeout")
                .put("type", "integer");
        call.putArray("required").add("id").add("service").add("method").add("input");
        return call;
    }
}
