package io.atelier.service.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Bounds how many requests are worked on at once. What one waits for, others of its kind wait for, too, each on a thread of
 * the framework's 200: without a bound there would be none left to say that the service is alive. Runs on the thread that
 * reads the request, before there is another one for it.
 */
@Provider
@PreMatching
@Singleton
public final class Admission implements ContainerRequestFilter {

    private static final int AT_A_TIME = 64;

    private final Semaphore places = new Semaphore(AT_A_TIME);

    @Override
    public void filter(ContainerRequestContext request) {
        if (places.tryAcquire()) {
            var context = (ResteasyReactiveRequestContext)
                    ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
            // Also after a failure, and when the client has gone.
            context.registerCompletionCallback(failure -> places.release());
        } else {
            request.abortWith(Problem.unavailable(
                    AT_A_TIME + " requests are being worked on, as many as are at a time: send this one again soon"));
        }
    }
}
