package io.atelier.contract.tensor;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The <a href="https://github.com/huggingface/safetensors#format">safetensors</a> format: the header's length as
 * little-endian u64, a JSON header, and the tensors' bytes without holes or overlaps.
 */
public final class Safetensors {

    private static final int ALIGNMENT = 8;

    private Safetensors() {}

    /**
     * What a reader accepts. The bytes of all tensors are bounded by what is read.
     *
     * @param maxHeaderBytes longest header
     * @param maxTensorBytes largest single tensor
     * @param maxTensors most tensors
     */
    public record Limits(int maxHeaderBytes, long maxTensorBytes, int maxTensors) {

        public static final Limits DEFAULT = new Limits(1 << 20, 256L << 20, 1024);

        public Limits {
            Require.inRange(maxHeaderBytes, 2, 100_000_000, "maxHeaderBytes");
            Require.that(maxTensorBytes >= 0, "maxTensorBytes must not be negative, but is %d", maxTensorBytes);
            Require.inRange(maxTensors, 0, 1_000_000, "maxTensors");
        }
    }

    /**
     * The bytes of {@code file}: metadata by name, tensors in their order, the header padded with spaces so that the
     * data begins at a multiple of 8, as the Python package does.
     */
    public static byte[] write(TensorFile file) {
        List<Header.Entry> entries = new ArrayList<>();
        long offset = 0;
        for (Tensor tensor : file.tensors()) {
            long end = offset + tensor.data().remaining();
            entries.add(new Header.Entry(tensor.name(), tensor.dtype(), tensor.shape(), offset, end));
            offset = end;
        }
        return write(new Header(file.metadata(), entries), offset, bytes -> file.tensors()
                .forEach(tensor -> bytes.put(tensor.data())));
    }

    /** @param data puts all {@code dataBytes} of data */
    static byte[] write(Header header, long dataBytes, Consumer<ByteBuffer> data) {
        byte[] json = header.write();
        int padding = -json.length & (ALIGNMENT - 1);
        long total = Long.BYTES + json.length + padding + dataBytes;
        Require.that(total <= Integer.MAX_VALUE - 8, "the tensors are too large for one file: %d bytes", total);
        ByteBuffer bytes = ByteBuffer.allocate((int) total).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length + padding).put(json);
        for (int i = 0; i < padding; i++) {
            bytes.put((byte) ' ');
        }
        data.accept(bytes);
        return bytes.array();
    }

    /**
     * Reads {@code bytes} from position to limit, both left as they are. Nothing is copied: the tensors are views.
     *
     * @throws MalformedMessageException if the bytes break the format or a limit
     */
    public static TensorFile read(ByteBuffer bytes, Limits limits) throws MalformedMessageException {
        ByteBuffer rest = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        Header header = Header.read(headerText(rest, limits), limits.maxTensors());
        List<Header.Entry> entries = new ArrayList<>(header.entries());
        entries.sort(Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));

        ByteBuffer data = rest.slice();
        List<Tensor> tensors = new ArrayList<>(entries.size());
        long expectedBegin = 0;
        for (Header.Entry entry : entries) {
            check(entry, expectedBegin, data.remaining(), limits);
            ByteBuffer view = data.slice((int) entry.begin(), (int) (entry.end() - entry.begin()));
            tensors.add(tensor(entry, view));
            expectedBegin = entry.end();
        }
        if (expectedBegin != data.remaining()) {
            throw new MalformedMessageException(
                    "Expected " + expectedBegin + " bytes of tensors as the header says, found " + data.remaining());
        }
        return new TensorFile(header.metadata(), tensors);
    }

    /** Leaves {@code bytes} at the first byte of data. */
    private static String headerText(ByteBuffer bytes, Limits limits) throws MalformedMessageException {
        if (bytes.remaining() < Long.BYTES) {
            throw new MalformedMessageException("Expected at least 8 bytes of safetensors, found " + bytes.remaining());
        }
        long length = bytes.getLong();
        if (length < 0 || length > limits.maxHeaderBytes()) {
            throw new MalformedMessageException("Expected a safetensors header of at most " + limits.maxHeaderBytes()
                    + " bytes, found one of " + Long.toUnsignedString(length));
        }
        if (length > bytes.remaining()) {
            throw new MalformedMessageException(
                    "Expected a safetensors header of " + length + " bytes, found " + bytes.remaining() + " bytes");
        }
        ByteBuffer header = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        if (length == 0 || header.get(0) != '{') {
            throw new MalformedMessageException("Expected a safetensors header that begins with {");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("Expected a safetensors header in UTF-8", e);
        }
    }

    private static void check(Header.Entry entry, long expectedBegin, int available, Limits limits)
            throws MalformedMessageException {
        if (entry.begin() != expectedBegin) {
            throw new MalformedMessageException("Expected tensor " + entry.name() + " to begin at byte " + expectedBegin
                    + ", without a hole or an overlap, found " + entry.begin());
        }
        if (entry.end() < entry.begin() || entry.end() > available) {
            throw new MalformedMessageException("Expected tensor " + entry.name() + " to end between byte "
                    + entry.begin() + " and " + available + ", found " + entry.end());
        }
        if (entry.end() - entry.begin() > limits.maxTensorBytes()) {
            throw new MalformedMessageException("Expected tensor " + entry.name() + " to have at most "
                    + limits.maxTensorBytes() + " bytes, found " + (entry.end() - entry.begin()));
        }
    }

    private static Tensor tensor(Header.Entry entry, ByteBuffer view) throws MalformedMessageException {
        try {
            return new Tensor(entry.name(), entry.dtype(), entry.shape(), view);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(
                    "Not a valid tensor of shape " + Arrays.toString(entry.shape()) + ": " + e.getMessage(), e);
        }
    }
}
