package io.atelier.local.service;

/** The kinds of processes, with the memory that each may use. */
public enum ProcessKind {
    KAFKA("kafka", 512, 128, 0),

    /** Holds the dataset as bytes and a few batches. */
    DATA_SERVICE("data-service", 512, 128, 0),

    /**
     * Activations of a batch and the workspaces of convolutions are native; validation images and several copies of the state
     * are on the heap: the planner's limits of both go by these bounds.
     */
    TRAINER_SERVICE("trainer-service", 3072, 256, 3072),

    /** As the trainer, without gradients; test images and parameters of the checkpoints in work are on the heap. */
    EVALUATOR_SERVICE("evaluator-service", 1536, 256, 2048);

    private final String label;
    private final int heap;
    private final int direct;
    private final int offHeap;

    ProcessKind(String label, int heap, int direct, int offHeap) {
        this.label = label;
        this.heap = heap;
        this.direct = direct;
        this.offHeap = offHeap;
    }

    /** Names logs and pid files; for services also the module. */
    public String label() {
        return label;
    }

    /** The most that its Java objects may take, in MiB. */
    public int heap() {
        return heap;
    }

    MemoryLimits memory() {
        return new MemoryLimits(heap, direct, offHeap);
    }
}
