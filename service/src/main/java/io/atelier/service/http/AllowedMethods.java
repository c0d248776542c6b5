package io.atelier.service.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** Which methods a path takes. HTTP wants them named where another one is refused, and the framework does not. */
final class AllowedMethods {

    private AllowedMethods() {}

    /** In alphabetical order; {@code HEAD} and {@code OPTIONS} are answered wherever {@code GET} is. */
    static List<String> of(ContainerRequestContext request) {
        var context = (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
        TreeSet<String> methods = new TreeSet<>();
        for (RequestPath<InitialMatch> resource : context.getDeployment().getClassMappers()) {
            RequestMatch<InitialMatch> match = mapper(resource).map(context.getPathWithoutPrefix());
            if (match != null) {
                for (ServerRestHandler handler : match.value.handlers) {
                    if (handler instanceof ClassRoutingHandler routing) {
                        add(routing.getMappers(), match.remaining, methods);
                    }
                }
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return List.copyOf(methods);
    }

    private static void add(
            Map<String, RequestMapper<RuntimeResource>> mappers, String remaining, Set<String> methods) {
        mappers.forEach((method, mapper) -> {
            if (method != null && mapper.map(remaining.isEmpty() ? "/" : remaining) != null) {
                methods.add(method);
            }
        });
    }

    private static RequestMapper<InitialMatch> mapper(RequestPath<InitialMatch> resource) {
        ArrayList<RequestPath<InitialMatch>> one = new ArrayList<>();
        one.add(resource);
        return new RequestMapper<>(one);
    }
}
