package io.atelier.contract.architecture;

/** The largest value of each window. */
public record MaxPool(Extent size, Extent stride, Padding padding) implements Pool {

    public MaxPool {
        Pool.check(size, stride, padding);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.MAX_POOL;
    }

    @Override
    public String kerasClass() {
        return "MaxPooling2D";
    }
}
