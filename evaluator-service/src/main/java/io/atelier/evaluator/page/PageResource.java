package io.atelier.evaluator.page;

import io.atelier.evaluator.api.Runs;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;

/** Pages for people. */
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public final class PageResource {

    /** Names come from outside; should one ever get past the escaping, it still can't load or run anything. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final Runs runs;

    PageResource(Runs runs) {
        this.runs = runs;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance runs(List<RunListRow> runs);

        static native TemplateInstance run(RunPage page);
    }

    /** All runs. */
    @GET
    @ResponseHeader(name = "Content-Security-Policy", value = POLICY)
    public TemplateInstance runs() {
        return Templates.runs(runs.all().stream().map(RunListRow::of).toList());
    }

    /** One run. */
    @GET
    @Path("/runs/{run}")
    @ResponseHeader(name = "Content-Security-Policy", value = POLICY)
    public TemplateInstance run(@PathParam("run") String run) {
        return Templates.run(RunPage.of(runs.named(run)));
    }
}
