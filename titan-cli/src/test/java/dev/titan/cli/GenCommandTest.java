package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What titan gen makes of an app. */
class GenCommandTest {
    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private CommandRun run(String... args) {
        return CommandRun.in(folder, Map.of(), args);
    }

    private JsonNode openApi() throws IOException {
        CommandRun made = run("gen", "openapi", "shop", "-o", "api.json");
        assertEquals(0, made.exitCode(), made.err());
        return new ObjectMapper().readTree(folder.resolve("api.json").toFile());
    }

    @Test
    void anOpenApiDocumentHasRoutesWithTheirSchemas() throws Exception {
        write("shop/package.json", "{\"name\": \"the-shop\", \"version\": \"2.1.0\"}");
        write("shop/app/routes.ts", "import { route } from 'titan';\nroute.get('/u/:id<int>', 'users/[id]');\n");
        write("shop/app/actions/users/[id].ts", """
                const query = t.valid.object({ page: t.valid.coerce.number().int().min(1).default(1), q: t.valid.string() });
                export const GET = defineAction({ query }, () => 1);
                export const PUT = defineAction({ body: t.valid.object({ name: t.valid.string().min(1) }, { strict: true }) }, () => 1);
                """);
        JsonNode document = openApi();
        assertEquals("3.1.1", document.path("openapi").asText());
        assertEquals(
                "{\"title\":\"the-shop\",\"version\":\"2.1.0\"}",
                document.path("info").toString());
        JsonNode user = document.path("paths").path("/actions/users/{id}");
        assertEquals(
                "[{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}},"
                        + "{\"name\":\"page\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"integer\",\"minimum\":1,\"default\":1}},"
                        + "{\"name\":\"q\",\"in\":\"query\",\"required\":true,\"schema\":{\"type\":\"string\"}}]",
                user.path("get").path("parameters").toString());
        assertEquals(
                "{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"minLength\":1}},\"required\":[\"name\"],\"additionalProperties\":false}}}",
                user.path("put").path("requestBody").path("content").toString());
        assertEquals(
                "integer",
                document.at("/paths/~1u~1{id}/get/parameters/0/schema/type").asText());
    }

    @Test
    void anOpenApiDocumentHasCallsOfServices() throws Exception {
        write("shop/app/services/users.ts", """
                import { Public, Service, Validate } from 'titan';
                // As valibot has them.
                const text = { kind: 'schema', type: 'string', '~standard': { version: 1, vendor: 'valibot', validate: (value) => ({ value }) } };
                const name = { ...text, pipe: [text, { kind: 'validation', type: 'min_length', requirement: 3 }] };
                const other = { '~standard': { version: 1, vendor: 'other', validate: (value) => ({ value }) } };
                @Service('users@1.0.0')
                export class Users {
                  @Public() rename(@Validate(t.valid.string().uuid()) id: string, @Validate(name) name: string, @Validate(other) other: string): void {}
                  hidden(): void {}
                }
                """);
        JsonNode document = openApi();
        JsonNode calls = document.at("/paths/~1netron~1invoke/post/requestBody/content/application~1json/schema/oneOf");
        assertEquals("[{\"$ref\":\"#/components/schemas/users_1.0.0.rename\"}]", calls.toString());
        JsonNode call = document.at("/components/schemas/users_1.0.0.rename/properties");
        assertEquals("users@1.0.0", call.at("/service/const").asText());
        assertEquals(
                "[{\"type\":\"string\",\"format\":\"uuid\",\"title\":\"id\"},{\"type\":\"string\",\"minLength\":3,\"title\":\"name\"},{\"title\":\"other\"}]",
                call.at("/input/prefixItems").toString());
    }

    @Test
    void aDockerfileIsNotOverwritten() throws Exception {
        write("shop/app/actions/index.ts", "export default () => 1;");
        assertEquals(0, run("gen", "dockerfile", "shop").exitCode());
        String text = Files.readString(folder.resolve("shop/Dockerfile"));
        assertTrue(text.contains("COPY dist/server.jar"), text);
        CommandRun again = run("gen", "dockerfile", "shop");
        assertEquals(1, again.exitCode());
        assertFalse(again.err().isEmpty());
    }
}
