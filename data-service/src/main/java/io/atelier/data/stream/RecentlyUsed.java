package io.atelier.data.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Values that are costly to compute, kept while they are among the last {@code capacity} used ones. Not thread-safe. */
final class RecentlyUsed<K, V> {

    private final Map<K, V> values;
    private final Function<K, V> function;

    RecentlyUsed(int capacity, Function<K, V> function) {
        this.function = function;
        this.values = new LinkedHashMap<>(capacity, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    V get(K key) {
        V value = values.get(key);
        if (value == null) {
            value = function.apply(key);
            values.put(key, value);
        }
        return value;
    }

    int size() {
        return values.size();
    }
}
