/** node:async_hooks, as far as it is about the context of async code. It is the runtime's own. */
import { builtin } from 'titan:node';

const hooks = builtin('async-hooks');
export const { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId, executionAsyncResource, createHook } = hooks;
export default hooks;
