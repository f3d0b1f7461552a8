/** `route` as app/routes.ts imports it works when the app is built; in an action it has nothing to say. */
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'all', 'group', 'redirect', 'reply'];

export const route: Record<string, () => never> = {};
for (const name of METHODS) {
  route[name] = () => {
    throw new Error(`route.${name}() belongs into app/routes.ts`);
  };
}
