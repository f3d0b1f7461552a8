package dev.titan.bundler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.titan.model.Diagnostic;
import dev.titan.model.DiagnosticException;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppScannerTest extends AppScenario {
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private AppFiles scan() throws IOException, DiagnosticException {
        return AppScanner.scan(app.root(), diagnostics::add);
    }

    private List<String> patterns() throws IOException, DiagnosticException {
        return scan().actions().stream()
                .map(action -> action.id() + " " + action.pattern())
                .toList();
    }

    private String refusal() throws IOException, DiagnosticException {
        scan();
        return AppFolder.print(diagnostics);
    }

    @Test
    void mapsFilesToPaths() throws Exception {
        app.action("index.ts")
                .action("user.js")
                .action("auth/login.mts")
                .action("auth/index.tsx")
                .action("users/[id].jsx")
                .action("users/[id]/posts/[post-id].ts".replace("post-id", "postId"))
                .action("docs/[...rest].mjs")
                .action("user.v2.ts")
                .action("über uns/größe.ts")
                .action("sign-up.ts");
        assertEquals(
                List.of(
                        "auth/index /actions/auth",
                        "auth/login /actions/auth/login",
                        "docs/[...rest] /actions/docs/*rest",
                        "index /actions",
                        "sign-up /actions/sign-up",
                        "user /actions/user",
                        "user.v2 /actions/user.v2",
                        "users/[id] /actions/users/:id",
                        "users/[id]/posts/[postId] /actions/users/:id/posts/:postId",
                        "über uns/größe /actions/über uns/größe"),
                patterns());
        assertEquals("", AppFolder.print(diagnostics));
    }

    @Test
    void leavesOutWhatIsNoAction() throws Exception {
        app.action("user.ts")
                .action("_private.ts")
                .action("_lib/tool.ts")
                .action("user.test.ts")
                .action("types.d.ts")
                .action("types.d.mts")
                .action(".hidden.ts")
                .action(".git/x.ts")
                .action("node_modules/x/index.js")
                .file("app/actions/query.sql", "SELECT 1")
                .file("app/actions/README", "text");
        assertEquals(List.of("user /actions/user"), patterns());
        assertEquals("", AppFolder.print(diagnostics));
    }

    @Test
    void composesUnicodeNamesButKeepsTheFilesOwn() throws Exception {
        String decomposed = Normalizer.normalize("größe", Normalizer.Form.NFD);
        app.action(decomposed + ".ts");
        ActionFile action = scan().actions().get(0);
        assertEquals("größe", action.id());
        assertEquals("/actions/größe", action.pattern());
        assertEquals("app/actions/" + decomposed + ".ts", action.file());
    }

    @Test
    void findsTheRoutesFile() throws Exception {
        app.action("user.ts").file("app/routes.ts", "");
        assertEquals("app/routes.ts", scan().routes());
    }

    @Test
    void refusesTwoRoutesFiles() throws Exception {
        app.action("user.ts").file("app/routes.ts", "").file("app/routes.js", "");
        assertEquals("""
                error TITAN_B102: the app has more than one routes file
                  app/routes.ts:1:1
                  note: another
                    app/routes.js:1:1
                  help: keep one of them
                """, refusal());
    }

    @Test
    void refusesFilesForOnePath() throws Exception {
        app.action("user.js").action("user.ts").action("user/index.ts").action("other.ts");
        assertEquals("""
                error TITAN_B102: 3 files answer one path: /actions/user
                  app/actions/user.js:1:1
                  note: this file too
                    app/actions/user.ts:1:1
                  note: this file too
                    app/actions/user/index.ts:1:1
                  help: keep one of them, or rename one; a name that begins with _ is not an action
                """, refusal());
        assertEquals(2, scan().actions().size());
    }

    @Test
    void refusesParametersThatDifferOnlyInName() throws Exception {
        app.action("users/[id].ts")
                .action("users/[name].ts")
                .action("[id]/a.ts")
                .action("[name]/b.ts");
        assertEquals("""
                error TITAN_B102: two files answer one path: /actions/users/:id and /actions/users/:name match the same requests
                  app/actions/users/[id].ts:1:1
                  note: this file too
                    app/actions/users/[name].ts:1:1
                  help: keep one of them, or rename one; a name that begins with _ is not an action
                """, refusal());
    }

    @Test
    void refusesAComposedAndADecomposedNameForOnePath() throws Exception {
        app.action("é.ts").action("e\u0301.ts");
        scan();
        assertEquals(List.of("TITAN_B102"), codes());
    }

    @Test
    void refusesBadParameters() throws Exception {
        app.action("a/[user-id].ts")
                .action("b/[].ts")
                .action("c/[...rest]/x.ts")
                .action("d/[id]/[id].ts")
                .action("e/user-[id].ts")
                .action("f/[[id]].ts")
                .action("g/[...].ts")
                .action("h/[1].ts")
                .action("i/[id.ts");
        assertEquals("""
                error TITAN_B104: the parameter name "user-id" is not an identifier
                  app/actions/a/[user-id].ts:1:1
                  help: a name begins with a letter, _ or $ and goes on with these and digits, for example [userId]
                error TITAN_B104: the parameter [] has no name
                  app/actions/b/[].ts:1:1
                  help: a name begins with a letter, _ or $ and goes on with these and digits, for example [id]
                error TITAN_B104: nothing can follow the rest parameter [...rest]
                  app/actions/c/[...rest]/x.ts:1:1
                  help: a rest parameter is the last segment: the file [...rest].ts
                error TITAN_B104: two parameters of this path are named "id"
                  app/actions/d/[id]/[id].ts:1:1
                  help: rename one of them
                error TITAN_B104: "user-[id]" is not a parameter: brackets enclose a whole segment
                  app/actions/e/user-[id].ts:1:1
                  help: write [name] for one segment, [...name] for the rest of the path
                error TITAN_B104: "[[id]]" is not a parameter: brackets enclose a whole segment
                  app/actions/f/[[id]].ts:1:1
                  help: write [name] for one segment, [...name] for the rest of the path
                error TITAN_B104: the parameter [...] has no name
                  app/actions/g/[...].ts:1:1
                  help: a name begins with a letter, _ or $ and goes on with these and digits, for example [...rest]
                error TITAN_B104: the parameter name "1" is not an identifier
                  app/actions/h/[1].ts:1:1
                  help: a name begins with a letter, _ or $ and goes on with these and digits, for example [id]
                error TITAN_B104: "[id" is not a parameter: brackets enclose a whole segment
                  app/actions/i/[id.ts:1:1
                  help: write [name] for one segment, [...name] for the rest of the path
                """, refusal());
    }

    @Test
    void allowsARestParameterWithIndex() throws Exception {
        app.action("docs/[...rest]/index.ts").action("[größe].ts");
        assertEquals(List.of("[größe] /actions/:größe", "docs/[...rest]/index /actions/docs/*rest"), patterns());
    }

    @Test
    void refusesMoreParametersThanAMatchHolds() throws Exception {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            deep.append(i == 0 ? "" : "/").append("[p").append(i).append(']');
        }
        app.action(deep + ".ts");
        scan();
        assertEquals(
                "the path has 17 parameters, at most 16 are possible",
                diagnostics.get(0).text());
    }

    @Test
    void refusesNamesWithAMeaningInPatterns() throws Exception {
        app.action(":id.ts").action("a*b.ts").action("tab\there.ts");
        assertEquals("""
                error TITAN_B103: ":id" cannot be part of a path: the character : is not allowed in the name of an action
                  app/actions/:id.ts:1:1
                  help: rename the file; app/routes.ts can give it any path
                error TITAN_B103: "a*b" cannot be part of a path: the character * is not allowed in the name of an action
                  app/actions/a*b.ts:1:1
                  help: rename the file; app/routes.ts can give it any path
                error TITAN_B103: "tab\uFFFDhere" cannot be part of a path: the character U+0009 is not allowed in the name of an action
                  app/actions/tab\uFFFDhere.ts:1:1
                  help: rename the file; app/routes.ts can give it any path
                """, refusal());
    }

    @Test
    void warnsOfCommonJsExtensions() throws Exception {
        app.action("user.ts").action("old.cjs");
        assertEquals("""
                warning TITAN_B106: a .cjs file is not an action: actions are ES modules
                  app/actions/old.cjs:1:1
                  help: use one of the extensions js, jsx, mjs, mts, ts, tsx, or begin the name with _
                """, refusal());
    }

    @Test
    void followsLinksInsideTheApp() throws Exception {
        app.file("app/shared/ping.ts", "export default () => 1").link("app/actions/v1", "../shared");
        assertEquals(List.of("v1/ping /actions/v1/ping"), patterns());
    }

    @Test
    void refusesLinksThatLeaveTheAppLeadNowhereOrRunInCircles(@TempDir Path outside) throws Exception {
        app.action("a/b.ts")
                .link("app/actions/a/circle", "..")
                .link("app/actions/dead.ts", "missing.ts")
                .link("app/actions/out", outside.toRealPath().toString());
        assertEquals("""
                error TITAN_B105: the symbolic link leads back to a folder that it lies in
                  app/actions/a/circle:1:1
                  help: put the files themselves there; code outside of app/actions can be imported
                error TITAN_B105: the symbolic link leads nowhere
                  app/actions/dead.ts:1:1
                  help: put the files themselves there; code outside of app/actions can be imported
                error TITAN_B105: the symbolic link leads out of the app, to OUTSIDE
                  app/actions/out:1:1
                  help: put the files themselves there; code outside of app/actions can be imported
                """.replace("OUTSIDE", outside.toRealPath().toString()), refusal());
    }

    @Test
    void refusesAFolderThatIsNoApp() {
        app.file("package.json", "{}");
        DiagnosticException refused = assertThrows(DiagnosticException.class, this::scan);
        assertEquals(
                "error TITAN_B100: there is no app folder in " + app.root()
                        + "; 'titan init' makes a project to start with\n",
                AppFolder.print(refused.diagnostics()));
    }

    @Test
    void namesTheAppWhenItsAppFolderWasGiven() {
        app.action("user.ts");
        DiagnosticException refused = assertThrows(
                DiagnosticException.class, () -> AppScanner.scan(app.root().resolve("app"), diagnostics::add));
        assertEquals(
                "give the folder that holds app: " + app.root(),
                refused.diagnostics().get(0).suggestion());
    }

    @Test
    void refusesAnAppWithNothingToServe() {
        app.action("_only/private.ts").file("app/services/README.md", "");
        DiagnosticException refused = assertThrows(DiagnosticException.class, this::scan);
        assertEquals("""
                error TITAN_B101: the app has no actions: there is no action file in app/actions; write app/actions/hello.ts: export default defineAction(() => 'hello')
                """, AppFolder.print(refused.diagnostics()));
    }

    @Test
    void allowsAnAppWithServicesOnly() throws Exception {
        app.file("app/services/users.ts", "export class Users {}");
        assertEquals(List.of(), scan().actions());
    }

    private List<String> codes() {
        return diagnostics.stream().map(Diagnostic::code).toList();
    }
}
