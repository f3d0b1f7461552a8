package dev.titan.client;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

/** The canonical constructor of a record, with names and types of its parameters. */
record RecordShape(Constructor<?> constructor, String[] names, Type[] types) {
    private static final ClassValue<RecordShape> KNOWN = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return read(type);
        }
    };

    /**
     * The shape of a record class.
     *
     * @throws SerializationException if its package is not open to this one
     */
    static RecordShape of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static RecordShape read(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] raw = new Class<?>[components.length];
        String[] names = new String[components.length];
        Type[] types = new Type[components.length];
        for (int i = 0; i < components.length; i++) {
            raw[i] = components[i].getType();
            names[i] = components[i].getName();
            types[i] = components[i].getGenericType();
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(raw);
            constructor.setAccessible(true);
            return new RecordShape(constructor, names, types);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new SerializationException(
                    "the record " + type.getName() + " cannot be made; is its package open to titan-client?", e);
        }
    }
}
