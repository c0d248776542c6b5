package io.atelier.bench.peer;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The memory formats that a PyTorch user can choose from. */
enum Layout {
    /** The default, NCHW. */
    CONTIGUOUS(torch.MemoryFormat.Contiguous),
    CHANNELS_LAST(torch.MemoryFormat.ChannelsLast);

    private final torch.MemoryFormat format;

    Layout(torch.MemoryFormat format) {
        this.format = format;
    }

    /** As Python's {@code tensor.to(memory_format=...)}, which unlike {@code contiguous} also marks one channel's tensors. */
    Tensor of(Tensor tensor) {
        return tensor.to(torch.ScalarType.Float, false, false, new MemoryFormatOptional(format));
    }
}
