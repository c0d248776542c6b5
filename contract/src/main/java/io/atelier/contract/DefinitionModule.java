package io.atelier.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.Value;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Recipe;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * Definitions within messages: read and written as they are by themselves, an unknown field being a fault there too. Equal
 * ones are one object, since a run has thousands of messages about a few of them, and services keep many of the messages.
 */
final class DefinitionModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    DefinitionModule() {
        definition(Architecture.class, Architecture::read, Architecture::write);
        definition(Recipe.class, Recipe::read, Recipe::write);
        definition(Augmentation.class, Augmentation::read, Augmentation::write);
    }

    private <T> void definition(Class<T> type, Function<Value, Optional<T>> reader, Function<T, ObjectNode> writer) {
        addDeserializer(type, new Reader<>(type, reader));
        addSerializer(type, new Writer<>(type, writer));
    }

    private static final class Reader<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<Value, Optional<T>> reader;

        /** What is in use somewhere. */
        private final transient Map<T, WeakReference<T>> known = new WeakHashMap<>();

        Reader(Class<T> type, Function<Value, Optional<T>> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Faults faults = new Faults();
            Optional<T> definition = reader.apply(new Value(context.readTree(parser), "", faults));
            if (faults.count() > 0) {
                throw JsonMappingException.from(parser, faults.toString());
            }
            return shared(definition.orElseThrow());
        }

        private T shared(T definition) {
            synchronized (known) {
                WeakReference<T> before = known.get(definition);
                T equal = before == null ? null : before.get();
                if (equal != null) {
                    return equal;
                }
                known.put(definition, new WeakReference<>(definition));
                return definition;
            }
        }
    }

    private static final class Writer<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<T, ObjectNode> writer;

        Writer(Class<T> type, Function<T, ObjectNode> writer) {
            super(type);
            this.writer = writer;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeTree(writer.apply(value));
        }
    }
}
