package dev.titan.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher beside a JDK and a Maven that only note how they are called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA_THAT_ECHOES =
            "#!/bin/sh\nfor a; do case $a in -X*|-D*) ;; *) echo \"$a\"; esac; done\n";
    private static final String MAVEN_THAT_BUILDS = """
            #!/bin/sh
            echo built >>"$BUILDS"
            echo '[INFO] Building titan-model 0.1.0                       [2/7]'
            mkdir -p titan-cli/target
            : >titan-cli/target/titan.jar
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path jdk;
    private Path jar;

    @BeforeEach
    void installsTheLauncher() throws IOException {
        home = Files.createDirectories(folder.resolve("home of titan"));
        Files.copy(Path.of("..", "titan"), home.resolve("titan"));
        executable(home.resolve("titan"), Files.readString(home.resolve("titan")));
        jdk = jdk("17.0.15", JAVA_THAT_ECHOES);
        jar = home.resolve("titan-cli/target/titan.jar");
        Files.createDirectories(folder.resolve("bin"));
        for (String tool : new String[] {"cat", "mkdir", "rm", "sed", "tail", "sleep", "readlink", "mv"}) {
            executable(folder.resolve("bin").resolve(tool), "#!/bin/sh\nPATH=/bin:/usr/bin exec " + tool + " \"$@\"\n");
        }
    }

    @Test
    void becomesTheJavaProcess() throws Exception {
        built();
        executable(jdk.resolve("bin/java"), "#!/bin/sh\necho $$\nexit 42\n");
        Process process = start(home.resolve("titan"), Map.of(), "dev");
        Run run = finish(process);
        assertEquals(process.pid() + "\n", run.output);
        assertEquals(42, run.exit);
    }

    @Test
    void runsTheJarWithTheArgumentsAsTheyAre() throws Exception {
        built();
        Run run = finish(start(home.resolve("titan"), Map.of(), "dev", "two words", "", "*"));
        assertEquals("-jar\n" + jar.toRealPath() + "\ndev\ntwo words\n\n*\n", run.output);
    }

    @Test
    void worksThroughSymbolicLinks() throws Exception {
        built();
        Path first = Files.createSymbolicLink(folder.resolve("first"), home.resolve("titan"));
        Path second = Files.createSymbolicLink(
                folder.resolve("bin/second"), Path.of("..", first.getFileName().toString()));
        assertTrue(finish(start(second, Map.of(), "dev"))
                .output
                .contains(jar.toRealPath().toString()));
    }

    @Test
    void passesJavaOptions() throws Exception {
        built();
        executable(jdk.resolve("bin/java"), "#!/bin/sh\nfor a; do echo \"$a\"; done\n");
        Run run = finish(start(home.resolve("titan"), Map.of("JAVA_OPTS", "-Xmx64m -XX:+UseParallelGC"), "dev"));
        assertTrue(run.output.contains("-Xmx64m\n-XX:+UseParallelGC\n"), run.output);
        assertFalse(run.output.contains("UseSerialGC"), "two collectors are refused by the JVM");
    }

    @Test
    void refusesAnOldJava() throws Exception {
        built();
        Path old = jdk("11.0.2", JAVA_THAT_ECHOES);
        Run run = finish(start(home.resolve("titan"), Map.of("JAVA_HOME", old.toString()), "dev"));
        assertEquals(3, run.exit);
        assertEquals(
                "titan: Java 11.0.2 found in " + old + ", 17 or later is needed; set JAVA_HOME to such a JDK\n",
                run.errors);
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        built();
        Run run = finish(start(home.resolve("titan"), Map.of("JAVA_HOME", "/nowhere"), "dev"));
        assertEquals(3, run.exit);
        assertEquals(1, run.errors.lines().count(), run.errors);
    }

    @Test
    void takesJavaFromThePathOtherwise() throws Exception {
        built();
        Files.createSymbolicLink(folder.resolve("bin/java"), jdk.resolve("bin/java"));
        Run run = finish(start(home.resolve("titan"), Map.of("JAVA_HOME", ""), "dev"));
        assertEquals(0, run.exit, run.errors);
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJava() throws Exception {
        Run run = finish(start(home.resolve("titan"), Map.of("JAVA_HOME", ""), "dev"));
        assertEquals(3, run.exit);
        assertEquals(1, run.errors.lines().count(), run.errors);
    }

    @Test
    void saysWhatToInstallWhenThereIsNoMaven() throws Exception {
        Run run = finish(start(home.resolve("titan"), Map.of(), "dev"));
        assertEquals(3, run.exit);
        assertEquals(
                "titan: Maven is missing, it builds titan at the first start; install it (Debian: apt install maven)\n",
                run.errors);
    }

    @Test
    void buildsOnceForManyStarts() throws Exception {
        maven(MAVEN_THAT_BUILDS);
        Path builds = folder.resolve("builds");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(start(home.resolve("titan"), Map.of("BUILDS", builds.toString()), "dev"));
        }
        for (Process start : starts) {
            assertEquals(0, finish(start).exit);
        }
        assertEquals("built\n", Files.readString(builds));
        assertEquals("", finish(start(home.resolve("titan"), Map.of(), "dev")).errors);
    }

    @Test
    void keepsTheClassesOfAStartBesideTheJar() throws Exception {
        maven(MAVEN_THAT_BUILDS);
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Test Company\"\nJAVA_VERSION=\"17.0.15\"\nJAVA_RUNTIME_VERSION=\"17.0.15+6\"\n");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                for a; do
                  case $a in
                    -XX:ArchiveClassesAtExit=*) : >"${a#*=}"; exit 0 ;;
                    -XX:SharedArchiveFile=*) echo "archive ${a##*/}" ;;
                  esac
                done
                """);
        Map<String, String> builds = Map.of("BUILDS", folder.resolve("builds").toString());
        assertEquals(
                "archive titan.jar.Test-17.0.15+6.jsa\n", finish(start(home.resolve("titan"), builds, "dev")).output);
        assertEquals(
                "archive titan.jar.Test-17.0.15+6.jsa\n", finish(start(home.resolve("titan"), builds, "dev")).output);
        assertEquals("built\n", Files.readString(folder.resolve("builds")));
    }

    @Test
    void startsWithoutThemWhenTheRehearsalFails() throws Exception {
        maven(MAVEN_THAT_BUILDS);
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"17.0.15\"\nJAVA_RUNTIME_VERSION=\"17.0.15+6\"\n");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                for a; do
                  case $a in
                    -XX:ArchiveClassesAtExit=*) : >"${a#*=}"; exit 1 ;;
                    -XX:SharedArchiveFile=*) echo "archive" ;;
                  esac
                done
                echo started
                """);
        Map<String, String> builds = Map.of("BUILDS", folder.resolve("builds").toString());
        assertEquals("started\n", finish(start(home.resolve("titan"), builds, "dev")).output);
        try (Stream<Path> left = Files.list(jar.getParent())) {
            assertEquals(List.of(jar), left.toList());
        }
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        maven("#!/bin/sh\necho '[ERROR] no compiler today'\nexit 1\n");
        Run run = finish(start(home.resolve("titan"), Map.of(), "dev"));
        assertEquals(1, run.exit);
        assertTrue(run.errors.contains("[ERROR] no compiler today"), run.errors);
    }

    @Test
    void doesNotTrustABuildThatWasCutOff() throws Exception {
        maven(MAVEN_THAT_BUILDS);
        built();
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(home.resolve("target/launcher.lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        Path builds = folder.resolve("builds");
        assertEquals(0, finish(start(home.resolve("titan"), Map.of("BUILDS", builds.toString()), "dev")).exit);
        assertTrue(Files.exists(builds));
    }

    @Test
    void leavesALockAloneThatHasPassedToAnotherWhileItLooked() throws Exception {
        maven(MAVEN_THAT_BUILDS);
        built();
        Path lock = Files.createDirectories(home.resolve("target/launcher.lock"));
        Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");
        // The first look sees the holder of before, who is gone.
        executable(folder.resolve("bin/cat"), """
                #!/bin/sh
                PATH=/bin:/usr/bin
                if mkdir looked 2>/dev/null; then echo 999999999; else exec cat "$@"; fi
                """);
        Path builds = folder.resolve("builds");
        Process start = start(home.resolve("titan"), Map.of("BUILDS", builds.toString()), "dev");
        assertEquals("titan: waiting for another build", start.errorReader().readLine());
        assertTrue(Files.exists(jar) && Files.exists(lock.resolve("pid")));
        Files.delete(lock.resolve("pid"));
        Files.delete(lock);
        assertTrue(start.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, start.exitValue());
        assertFalse(Files.exists(builds));
    }

    private void built() throws IOException {
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    private void maven(String script) throws IOException {
        executable(folder.resolve("bin/mvn"), script);
    }

    private Path jdk(String version, String java) throws IOException {
        Path place = folder.resolve("jdk-" + version);
        Files.createDirectories(place.resolve("bin"));
        Files.writeString(place.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(place.resolve("bin/java"), java);
        executable(place.resolve("bin/javac"), "#!/bin/sh\n");
        return place;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", folder.resolve("bin").toString(), "JAVA_HOME", jdk.toString()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Run finish(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Run(process.exitValue(), output, errors);
    }

    private record Run(int exit, String output, String errors) {}
}
