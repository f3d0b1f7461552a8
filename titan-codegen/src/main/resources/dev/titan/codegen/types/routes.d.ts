// The types of app/routes. Written by titan: what is changed here is lost.

declare namespace Titan {
  /** Gives actions further paths beside that of their file. For app/routes only, which is run once, when the app is built. */
  interface Route {
    /**
     * Gives an action another path.
     *
     * @param path segments of literal text, `:name` or `:name<type>` for one segment (types: int, number, uuid, string), and last of all `*name` for the rest, one segment or more.
     *   Written decoded; case and a slash at the end count.
     * @param action the path of its file below app/actions without extension, such as `auth/login` or `users/[id]`
     */
    get(path: string, action: string): void;
    post(path: string, action: string): void;
    put(path: string, action: string): void;
    patch(path: string, action: string): void;
    delete(path: string, action: string): void;
    /** All methods that the action answers. */
    all(path: string, action: string): void;
    /** Puts a path before those of the routes inside. There `/` is the group's own path. */
    group(path: string, routes: (route: Route) => void): void;
    /**
     * Redirects all methods.
     *
     * @param to an absolute path or URL; `:name` in it is the value of that parameter
     * @param status 301, 302 (default), 303, 307 or 308
     */
    redirect(path: string, to: string, status?: 301 | 302 | 303 | 307 | 308): void;
    /** Answers GET with a fixed text, JSON, or envelope of status, headers and body. */
    reply(path: string, answer: string | object): void;
  }
}

declare module 'titan' {
  export type Route = Titan.Route;
  export const route: Titan.Route;
}
