package io.atelier.data.pack;

import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.architecture.Shape;
import io.atelier.data.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pack that is not whole: its images so far in one file, and in another a {@link PackNote} that says how far it is. Both
 * outlive the process, so that the next one goes on. For the holder of the pack's {@link PackLock}.
 */
final class UnfinishedPack {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedPack.class);
    private static final String PART = ".pack.part";

    private final Path pack;
    private final Path part;
    private final Path note;
    private final Path newNote;

    UnfinishedPack(PackLock lock) {
        this.pack = lock.beside(".pack");
        this.part = lock.beside(PART);
        this.note = lock.beside(".pack.progress");
        this.newNote = lock.beside(".pack.progress.new");
    }

    /** How far it is. What can't be used is deleted. */
    PackNote find(String fingerprint, Source source) throws IOException {
        PackNote begin = PackNote.begin(fingerprint, source);
        if (Files.exists(note)) {
            try {
                PackNote found = read();
                found.requireSameSource(begin);
                requireHolds(found, source.shape());
                String done = String.format(Locale.ROOT, "%,d of %,d images", found.taken(), found.all());
                LOG.info("Packing {} goes on after {}", source.place(), done);
                return found;
            } catch (MalformedMessageException e) {
                LOG.warn("Packing {} begins anew. {}: {}", source.place(), note, e.getMessage());
            }
        }
        delete();
        return begin;
    }

    private PackNote read() throws IOException, MalformedMessageException {
        try (InputStream in = Files.newInputStream(note)) {
            return Json.read(in.readNBytes(Json.MAX_BYTES + 1), PackNote.class);
        }
    }

    private void requireHolds(PackNote found, Shape shape) throws IOException, MalformedMessageException {
        long length = Files.exists(part) ? Files.size(part) : 0;
        if (length < found.length(shape)) {
            throw new MalformedMessageException(
                    "expected at least %d bytes in %s, found %d".formatted(found.length(shape), part, length));
        }
        try (InputStream in = Files.newInputStream(part)) {
            long begin = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).getLong();
            if (begin != PackLayout.MAGIC) {
                throw new MalformedMessageException(
                        "expected %s to begin with %016x, found %016x".formatted(part, PackLayout.MAGIC, begin));
            }
        }
    }

    /** Opens the file of the images, to append to it after those that are noted. What follows them is cut off. */
    FileChannel open(PackNote from, Shape shape) throws IOException {
        FileChannel file =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean isOpen = false;
        try {
            ByteBuffer head = ByteBuffer.allocate(PackLayout.BODY).putLong(PackLayout.MAGIC);
            write(file.position(0), head.clear());
            file.truncate(from.length(shape)).position(from.length(shape));
            isOpen = true;
            return file;
        } finally {
            if (!isOpen) {
                file.close();
            }
        }
    }

    static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Notes how far it is. The images are on the disk before: after a power failure a note may be old or damaged, but not wrong. */
    void save(PackNote now) throws IOException {
        // Not the channel that is written by: an interrupt closes that.
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            file.force(false);
        }
        Files.write(newNote, Json.write(now));
        Files.move(newNote, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes it the pack. */
    void finish() throws IOException {
        Files.move(part, pack, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        delete();
    }

    void delete() throws IOException {
        Files.deleteIfExists(newNote);
        Files.deleteIfExists(note);
        Files.deleteIfExists(part);
    }

    /** Deletes those that were begun under the same name of other images, unless somebody is at it. */
    static void deleteOthers(Path folder, String name, String key) throws IOException {
        for (String other : keys(folder, name)) {
            if (!other.equals(key)) {
                Optional<PackLock> lock = PackLock.ifFree(folder, other);
                if (lock.isPresent()) {
                    try (PackLock held = lock.get()) {
                        LOG.info("Deleting {}, the beginning of a pack of other images", folder.resolve(other + PART));
                        new UnfinishedPack(held).delete();
                    }
                }
            }
        }
    }

    private static List<String> keys(Path folder, String name) throws IOException {
        Pattern part = Pattern.compile("(" + Pattern.quote(name) + "-[0-9a-f]+)" + Pattern.quote(PART));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> part.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(match -> match.group(1))
                    .toList();
        }
    }
}
