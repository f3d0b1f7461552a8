package dev.titan.server;

import java.lang.reflect.RecordComponent;
import java.util.Map;

/** Records that differ from others in some components. */
final class RecordCopy {
    private RecordCopy() {}

    /** @param changed values by component name; a number is converted to the component's type */
    @SuppressWarnings("unchecked")
    static <R extends Record> R with(R record, Map<String, ?> changed) {
        try {
            RecordComponent[] components = record.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                Object value = changed.get(components[i].getName());
                values[i] = value == null
                        ? components[i].getAccessor().invoke(record)
                        : types[i] == long.class ? (Object) ((Number) value).longValue() : value;
            }
            return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
