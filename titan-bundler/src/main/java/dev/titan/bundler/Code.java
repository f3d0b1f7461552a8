package dev.titan.bundler;

/** The codes of the bundler's diagnostics. Stable: they are what an author looks up. */
final class Code {
    /** The folder is no app. */
    static final String NO_APP = "TITAN_B100";
    /** The app has nothing to serve. */
    static final String NO_ACTIONS = "TITAN_B101";
    /** Two files answer one path. */
    static final String TWO_FILES = "TITAN_B102";
    /** A file or folder name cannot be part of a path. */
    static final String BAD_NAME = "TITAN_B103";
    /** A parameter in a file or folder name is malformed, misplaced or one too many. */
    static final String BAD_PARAMETER = "TITAN_B104";
    /** A symbolic link leads nowhere, out of the app, or in a circle. */
    static final String BAD_LINK = "TITAN_B105";
    /** A file lies among the actions, but its extension makes it none. */
    static final String NOT_AN_ACTION = "TITAN_B106";

    /** esbuild found fault with a file. */
    static final String ESBUILD = "TITAN_B200";
    /** An imported package or file does not exist. */
    static final String UNRESOLVED = "TITAN_B201";
    /** A module of node is imported. */
    static final String NODE_MODULE = "TITAN_B202";
    /** Code is imported from an address that is only known, or reached, at run time. */
    static final String REMOTE_MODULE = "TITAN_B203";
    /** esbuild made a bundle that the analysis after it cannot read. */
    static final String UNREADABLE = "TITAN_B204";

    /** A file among the actions exports nothing. */
    static final String NO_EXPORT = "TITAN_B300";
    /** A file exports more than one action. */
    static final String SEVERAL_ACTIONS = "TITAN_B301";
    /** A file has exports, none of which is an action. */
    static final String NO_ACTION_EXPORT = "TITAN_B302";
    /** The methods of an action cannot be read, or are none. */
    static final String BAD_METHODS = "TITAN_B303";
    /** A file among the actions is a CommonJS module. */
    static final String COMMONJS = "TITAN_B304";

    /** The name or version of a service is none. */
    static final String BAD_SERVICE = "TITAN_B350";
    /** Two classes are one service. */
    static final String TWO_SERVICES = "TITAN_B351";

    /** A drift can only wait by holding its thread. */
    static final String PARKS = "TITAN_B400";

    private Code() {}
}
