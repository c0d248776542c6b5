package io.atelier.contract.tensor;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tensors with metadata, as one safetensors file holds them. The tensors share memory with what they were read from.
 *
 * @param metadata free text by name, in no order
 * @param tensors in the order of their bytes in the file; no two of the same name
 */
public record TensorFile(Map<String, String> metadata, List<Tensor> tensors) {

    public TensorFile {
        metadata = Map.copyOf(metadata);
        tensors = List.copyOf(tensors);
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            Require.that(names.add(tensor.name()), "there are two tensors named %s", tensor.name());
        }
    }

    /**
     * The tensor of that name.
     *
     * @throws MalformedMessageException if there is none
     */
    public Tensor tensor(String name) throws MalformedMessageException {
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        throw new MalformedMessageException("Expected a tensor named " + name + ", found "
                + tensors.stream().map(Tensor::name).limit(20).toList());
    }

    /**
     * The metadata of that name.
     *
     * @throws MalformedMessageException if there is none
     */
    public String metadata(String name) throws MalformedMessageException {
        String value = metadata.get(name);
        if (value == null) {
            throw new MalformedMessageException("Expected metadata named " + name + ", found none");
        }
        return value;
    }
}
