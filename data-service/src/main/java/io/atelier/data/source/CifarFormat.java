package io.atelier.data.source;

/** A format of records and the files that hold them. */
enum CifarFormat {
    CIFAR_10("cifar-10", 1, 10, "batches.meta.txt", "test_batch.bin"),
    CIFAR_100("cifar-100", 2, 100, "fine_label_names.txt", "test.bin");

    static final int SIDE = 32;

    /** Values of one colour. */
    static final int PLANE = SIDE * SIDE;

    private final String kind;
    private final int labelBytes;
    private final int classes;
    private final String names;
    private final String test;

    CifarFormat(String kind, int labelBytes, int classes, String names, String test) {
        this.kind = kind;
        this.labelBytes = labelBytes;
        this.classes = classes;
        this.names = names;
        this.test = test;
    }

    /** As descriptions call it. */
    String kind() {
        return kind;
    }

    /** Of which the last one is taken. */
    int labelBytes() {
        return labelBytes;
    }

    int classes() {
        return classes;
    }

    /** The file that names the classes. */
    String names() {
        return names;
    }

    /** The file of the test images. */
    String test() {
        return test;
    }

    /** Bytes of a record. */
    int record() {
        return labelBytes + 3 * PLANE;
    }

    /** A file of training images, counted from 1. */
    String train(int file) {
        return this == CIFAR_100 ? "train.bin" : "data_batch_" + file + ".bin";
    }

    int maxTrainFiles() {
        return this == CIFAR_100 ? 1 : 99;
    }
}
