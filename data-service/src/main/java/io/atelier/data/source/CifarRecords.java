package io.atelier.data.source;

import io.atelier.data.dataset.DatasetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Records of one file after the other. Confined to one thread. */
final class CifarRecords implements Items {

    private final CifarFormat format;
    private final List<Path> files;
    private SourceFile file;
    private int opened;
    private int next;

    CifarRecords(CifarFormat format, List<Path> files) {
        this.format = format;
        this.files = files;
    }

    @Override
    public Optional<Item> next() throws DatasetException {
        while (true) {
            if (file == null) {
                if (opened == files.size()) {
                    return Optional.empty();
                }
                file = SourceFile.open(files.get(opened++));
                next = 0;
            }
            byte[] record = file.read(format.record());
            if (record.length > 0) {
                return Optional.of(item(record));
            }
            close();
        }
    }

    private Item item(byte[] record) throws DatasetException {
        if (record.length < format.record()) {
            throw new DatasetException("%s is truncated: expected %d bytes of image %d, found %d: get the file again"
                    .formatted(file.path(), format.record(), next, record.length));
        }
        int label = Byte.toUnsignedInt(record[format.labelBytes() - 1]);
        if (label >= format.classes()) {
            throw new DatasetException("%s: expected labels from 0 to %d, found %d at image %d; is it %s in binary?"
                    .formatted(file.path(), format.classes() - 1, label, next, format.kind()));
        }
        String place = file.path() + " image " + next++;
        return new Decoded(label, place, new Picture(CifarFormat.SIDE, CifarFormat.SIDE, 3, interleaved(record)));
    }

    private byte[] interleaved(byte[] record) {
        byte[] pixels = new byte[3 * CifarFormat.PLANE];
        for (int channel = 0; channel < 3; channel++) {
            int plane = format.labelBytes() + channel * CifarFormat.PLANE;
            for (int i = 0; i < CifarFormat.PLANE; i++) {
                pixels[3 * i + channel] = record[plane + i];
            }
        }
        return pixels;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
