package io.atelier.engine;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Reference vectors computed with Keras; {@code README.txt} beside them says how. */
public final class Vectors {

    private final TensorFile file;

    private Vectors(TensorFile file) {
        this.file = file;
    }

    public static Vectors named(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream(name + ".safetensors")) {
            return new Vectors(Safetensors.read(ByteBuffer.wrap(in.readAllBytes()), Safetensors.Limits.DEFAULT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    public Tensor tensor(String name) {
        try {
            return file.tensor(name);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    public float[] floats(String name) {
        return tensor(name).toFloats();
    }
}
