package dev.titan.codegen;

/** The Java runtime has no compiler: it is a JRE, and building an app needs a JDK. The message says so in one line, with what to do. */
public final class NoCompilerException extends Exception {
    private static final long serialVersionUID = 1;

    NoCompilerException() {
        super(
                "building an app needs a JDK, but " + System.getProperty("java.home")
                        + " has no compiler (module jdk.compiler): install a JDK of version 17 or later and point JAVA_HOME at it");
    }
}
