package io.atelier.contract.architecture;

import java.util.List;

/** The values that a parameter begins with. */
public enum Initialization {
    /** Uniform in plus and minus {@code sqrt(6 / (fan_in + fan_out))}. */
    GLOROT_UNIFORM,
    /**
     * Normal with variance {@code 2 / fan_in}, cut off at two standard deviations, as in Keras; a depthwise convolution as
     * its DepthwiseConv2D.
     */
    HE_NORMAL,
    /** Of a convolution: each output channel is the input channel of its number, as long as there are any. */
    DIRAC,
    /** Of the first convolution: filters that decorrelate the patches of training images. */
    WHITENING,
    ZEROS,
    ONES;

    static final List<Initialization> OF_CONVOLUTIONS = List.of(GLOROT_UNIFORM, HE_NORMAL, DIRAC, WHITENING);
    static final List<Initialization> OF_DENSE = List.of(GLOROT_UNIFORM, HE_NORMAL);
}
