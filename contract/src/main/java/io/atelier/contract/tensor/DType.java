package io.atelier.contract.tensor;

/** Types of tensor elements, named as safetensors names them. All are little-endian. */
public enum DType {
    F32(Float.BYTES),
    U8(Byte.BYTES),
    U16(Short.BYTES),
    I64(Long.BYTES);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
