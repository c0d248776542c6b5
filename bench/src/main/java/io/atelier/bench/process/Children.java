package io.atelier.bench.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The processes that this one has started, and theirs. */
public final class Children {

    /** {@code ./atelier run} stops its processes in order before it ends. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private Children() {}

    /** Asks the children to end, and kills whatever is left of them and their own after a minute. */
    public static void end() {
        List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        children.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends =
                children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, GRACE.toSeconds(), TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
