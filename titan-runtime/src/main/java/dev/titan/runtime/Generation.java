package dev.titan.runtime;

import dev.titan.config.AppEnvironment;
import dev.titan.model.ActionEntry;
import dev.titan.model.Json;
import dev.titan.model.RouteEntry;
import dev.titan.routing.Router;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One version of the loaded bundles; a reload makes the next. Immutable but for the lanes of its handlers. */
public final class Generation {
    private final int number;
    private final App app;
    private final StackMap stacks;
    private final List<@Nullable ActionTarget> targets;
    private final Map<String, List<ActionTarget>> byAction;
    private final Map<String, Integer> indexes;
    private final AppSettings settings;
    private final @Nullable ServiceSet services;
    private final GenerationUse use;
    private final ServiceTargets called;
    private final Faults faults;

    /** Actions that are in no worker. */
    private final Set<String> absent;

    /** Actions whose bundle the generation before had not. */
    private final BitSet fresh;

    /** For each route; null when no route is at fault. */
    private final @Nullable Fault @Nullable [] routeFaults;

    /**
     * @param firstTarget the number of the target of route 0; route i has the i-th after it
     * @param settings what its code can read
     * @param services null when the app has none
     * @param before the one that is current, null when there is none
     */
    Generation(
            int number,
            App app,
            int firstTarget,
            AppSettings settings,
            @Nullable ServiceSet services,
            @Nullable Generation before) {
        this.number = number;
        this.app = app;
        this.stacks = new StackMap(app);
        this.settings = settings;
        this.services = services;
        this.use = new GenerationUse();
        this.called = new ServiceTargets(this);
        this.indexes = new HashMap<>();
        List<ActionEntry> actions = app.manifest().actions();
        for (int i = 0; i < actions.size(); i++) {
            indexes.put(actions.get(i).id(), i);
        }
        this.byAction = new HashMap<>();
        this.targets = Collections.unmodifiableList(targets(firstTarget));
        this.faults = app.faults();
        this.absent = app.faults().actions().keySet();
        this.fresh = fresh(before);
        this.routeFaults = routeFaults();
    }

    private Generation(Generation same, Faults faults, Set<String> absent) {
        this.number = same.number;
        this.app = same.app;
        this.stacks = same.stacks;
        this.byAction = same.byAction;
        this.indexes = same.indexes;
        this.settings = same.settings;
        this.services = same.services;
        this.use = same.use;
        this.called = same.called;
        this.fresh = same.fresh;
        this.absent = absent;
        this.targets = same.targets;
        this.faults = faults;
        this.routeFaults = routeFaults();
    }

    private List<@Nullable ActionTarget> targets(int first) {
        Map<String, ActionEntry> actions = new HashMap<>();
        for (ActionEntry action : app.manifest().actions()) {
            actions.put(action.id(), action);
        }
        Map<RouteEntry.Action, LanePolicy> lanes = new HashMap<>();
        List<@Nullable ActionTarget> list = new ArrayList<>();
        for (RouteEntry route : app.manifest().routes()) {
            if (route.target() instanceof RouteEntry.Action named) {
                ActionEntry action = actions.get(named.action());
                if (action == null) {
                    throw new IllegalArgumentException("route " + route.pattern() + " names no action: " + named);
                }
                LanePolicy lane = lanes.computeIfAbsent(named, t -> new LanePolicy());
                if (action.parks()) {
                    lane.confine();
                }
                if (route.isSocket()) {
                    lane.keepAside();
                }
                ActionTarget target = new ActionTarget(first + list.size(), route, action, lane, this);
                byAction.computeIfAbsent(action.id(), id -> new ArrayList<>()).add(target);
                list.add(target);
            } else {
                list.add(null);
            }
        }
        return list;
    }

    private @Nullable Fault @Nullable [] routeFaults() {
        if (faults.isEmpty()) {
            return null;
        }
        Fault ofRoutes = faults.routes().isEmpty() ? null : new Fault(faults.routes());
        @Nullable Fault[] all = new @Nullable Fault[targets.size()];
        for (int i = 0; i < all.length; i++) {
            ActionTarget target = targets.get(i);
            Fault ofAction =
                    target == null ? null : faults.actions().get(target.action().id());
            boolean written = target == null
                    || !target.route().location().file().equals(target.action().file());
            all[i] = ofAction == null && written ? ofRoutes : ofAction;
        }
        return all;
    }

    private BitSet fresh(@Nullable Generation before) {
        BitSet found = new BitSet();
        for (int i = 0; i < app.manifest().actions().size(); i++) {
            found.set(i, before == null || !before.has(this, i));
        }
        return found;
    }

    /** Whether it has the same code for an action of another. */
    private boolean has(Generation other, int action) {
        String id = other.app.manifest().actions().get(action).id();
        Integer own = indexes.get(id);
        return own != null
                && !absent.contains(id)
                && app.bundles().get(own).equals(other.app.bundles().get(action));
    }

    /** Whether the code of this generation does all that another would: then there is nothing to load. */
    boolean covers(Generation other) {
        List<RouteEntry> routes = app.manifest().routes();
        List<RouteEntry> others = other.app.manifest().routes();
        if (!settings.equals(other.settings) || !hasServicesOf(other.app) || routes.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < routes.size(); i++) {
            RouteEntry route = routes.get(i);
            RouteEntry same = others.get(i);
            if (!route.pattern().equals(same.pattern())
                    || !route.methods().equals(same.methods())
                    || !route.target().equals(same.target())) {
                return false;
            }
        }
        return other.sound().allMatch(action -> has(other, action));
    }

    /** Whether all of its code that the generation before had not is at fault. */
    boolean bringsNothing() {
        return !fresh.isEmpty() && sound().noneMatch(fresh::get);
    }

    /** The actions without a fault. */
    private IntStream sound() {
        List<ActionEntry> actions = app.manifest().actions();
        return IntStream.range(0, actions.size())
                .filter(i -> !faults.actions().containsKey(actions.get(i).id()));
    }

    /** Whether the generation before had not the same code for an action. */
    boolean isFresh(int action) {
        return fresh.get(action);
    }

    /** The number of an action. */
    int indexOf(String action) {
        return Objects.requireNonNull(indexes.get(action), action);
    }

    /** The same code with other faults. */
    Generation with(Faults other) {
        return new Generation(this, other, absent);
    }

    /** The same where these actions could not be loaded. */
    Generation without(Map<String, Fault> failed) {
        Set<String> all = new HashSet<>(absent);
        all.addAll(failed.keySet());
        return new Generation(this, faults.and(failed), all);
    }

    /** What the kernel knows of it, as JSON. */
    String described() {
        int number = services == null ? 0 : services.number();
        AppEnvironment env = settings.env();
        return Json.write(Map.of(
                "env",
                env.values(),
                "withheld",
                List.copyOf(env.withheld()),
                "config",
                settings.config(),
                "services",
                number));
    }

    /** What its code can read. */
    AppSettings settings() {
        return settings;
    }

    /** Whether the app has services. */
    public boolean hasServices() {
        return services != null;
    }

    /** Its services, null when it has none. */
    @Nullable
    ServiceSet services() {
        return services;
    }

    /** Whether its services are those of an app: then a container that has started serves on. */
    boolean hasServicesOf(App other) {
        if (services == null || !other.manifest().services().any()) {
            return services == null && !other.manifest().services().any();
        }
        return app.manifest()
                        .services()
                        .files()
                        .equals(other.manifest().services().files())
                && app.bundles()
                        .get(app.servicesBundle())
                        .equals(other.bundles().get(other.servicesBundle()));
    }

    /** What counts its invocations that have not begun. */
    GenerationUse use() {
        return use;
    }

    /** From 1, one more with each load. */
    public int number() {
        return number;
    }

    /** What was loaded. */
    public App app() {
        return app;
    }

    /** What of the app cannot be served: faults that the app came with, and those that loading it has shown. */
    public Faults faults() {
        return faults;
    }

    /** What answers a route instead of its target, or null when nothing is wrong with it. */
    public @Nullable Fault fault(int route) {
        return routeFaults == null ? null : routeFaults[route];
    }

    /** The app's routing class. */
    public Router router() {
        return app.router();
    }

    /** What the route with this index runs, or null when no action answers it (a redirect, a reply). */
    public @Nullable ActionTarget target(int route) {
        return targets.get(route);
    }

    /**
     * What a call of a service runs.
     *
     * @param name of the service and its method as the client has them, {@code users@1.0.0.findById}; empty where that is not known
     */
    public ActionTarget service(String name) {
        return called.get(name);
    }

    /** What reads the stacks of its bundles. */
    StackMap stacks() {
        return stacks;
    }

    List<@Nullable ActionTarget> targets() {
        return targets;
    }

    /** The targets of an action. */
    List<ActionTarget> targets(String action) {
        return byAction.getOrDefault(action, List.of());
    }
}
