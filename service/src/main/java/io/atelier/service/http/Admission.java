package io.atelier.service.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Bounds how many requests are worked on at once. What one waits for, others of its kind wait for, too, each on a thread of
 * the framework's 200: without a bound there would be none left to say that the service is alive.
 */
@Singleton
final class Admission {

    private static final int AT_A_TIME = 64;

    private final Semaphore places = new Semaphore(AT_A_TIME);

    /** Runs on the thread that reads the request, before there is another one for it. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    Response admit(ContainerRequestContext request) {
        if (!places.tryAcquire()) {
            return Problem.unavailable(
                    AT_A_TIME + " requests are being worked on, as many as are at a time: send this one again soon");
        }
        var context = (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
        context.registerCompletionCallback(failure -> places.release());
        return null;
    }
}
