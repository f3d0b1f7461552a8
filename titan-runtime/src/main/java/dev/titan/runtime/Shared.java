package dev.titan.runtime;

import dev.titan.host.Operation;
import dev.titan.host.session.CookieSecrets;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all workers of a runtime have in common. Safe for use by many threads.
 *
 * @param scheduler keeps the time of timers
 * @param operations what JavaScript can start, by name
 * @param parks the threads that are parked
 * @param sockets those of actions
 * @param handlers functions of the app that the host calls on its own
 * @param secrets what signs cookies
 * @param rates how often callers have called services
 */
record Shared(
        RuntimeConfig config,
        RuntimeListener listener,
        ScheduledExecutorService scheduler,
        Map<String, Operation> operations,
        Parks parks,
        Sockets sockets,
        Handlers handlers,
        CookieSecrets secrets,
        RateLimits rates) {}
