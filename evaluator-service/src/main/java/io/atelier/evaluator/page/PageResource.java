package io.atelier.evaluator.page;

import io.atelier.evaluator.api.Runs;
import io.atelier.evaluator.testset.TestImages;
import io.atelier.evaluator.view.Run;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Pages for people. */
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public final class PageResource {

    private final Runs runs;
    private final TestImages images;
    private final PageAssets assets = PageAssets.load();

    PageResource(Runs runs, TestImages images) {
        this.runs = runs;
        this.images = images;
    }

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance runs(PageAssets assets, List<RunListRow> runs);

        static native TemplateInstance run(PageAssets assets, RunPage page);
    }

    /** All runs. */
    @GET
    public Response runs() {
        return page(
                Templates.runs(assets, runs.all().stream().map(RunListRow::of).toList()));
    }

    /** One run. */
    @GET
    @Path("/runs/{run}")
    @Blocking
    public Response run(@PathParam("run") String name) {
        Run run = runs.named(name);
        return page(Templates.run(
                assets, RunPage.of(run, images.find(run.definition().test()), runs.classNames(run))));
    }

    private Response page(TemplateInstance template) {
        return Response.ok(template.render())
                .header("Content-Security-Policy", assets.policy() + "; frame-ancestors 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
