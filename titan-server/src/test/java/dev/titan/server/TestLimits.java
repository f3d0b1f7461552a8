package dev.titan.server;

import dev.titan.config.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/** The default limits but for some, and with a shutdown that does not keep tests waiting. */
final class TestLimits {
    static final Limits QUICK = with(Map.of());

    private TestLimits() {}

    /** @param changed values by component name */
    static Limits with(Map<String, ? extends Number> changed) {
        try {
            RecordComponent[] components = Limits.class.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getAccessor().invoke(Limits.DEFAULTS);
                String name = components[i].getName();
                Number value = changed.containsKey(name)
                        ? changed.get(name)
                        : name.equals("shutdownMs") ? Integer.valueOf(20) : null;
                if (value != null) {
                    values[i] = types[i] == long.class ? (Object) value.longValue() : (Object) value.intValue();
                }
            }
            return Limits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
