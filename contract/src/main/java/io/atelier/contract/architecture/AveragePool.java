package io.atelier.contract.architecture;

/** The mean of each window; padding does not count. */
public record AveragePool(Extent size, Extent stride, Padding padding) implements Pool {

    public AveragePool {
        Pool.check(size, stride, padding);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.AVERAGE_POOL;
    }

    @Override
    public String kerasClass() {
        return "AveragePooling2D";
    }
}
