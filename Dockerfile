# One build, three images: docker build --target data-service|trainer-service|evaluator-service .
# Needs BuildKit (the default of today's engines) for the cache of downloaded libraries.

FROM eclipse-temurin:17.0.17_10-jdk-noble AS build
WORKDIR /src
COPY . .
# Tests and formatter have run where the change was made: ./mvnw verify.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw --batch-mode --no-transfer-progress -DskipTests -Dspotless.check.skip=true \
    -pl data-service,trainer-service,evaluator-service -am package

FROM eclipse-temurin:17.0.17_10-jre-noble AS runtime
RUN useradd --system --uid 10001 --create-home atelier \
    && install --directory --owner=atelier /var/cache/atelier
USER atelier
WORKDIR /opt/atelier
# Inside a container only the container's own address is reachable from its neighbours.
ENV QUARKUS_HTTP_HOST=0.0.0.0
# The networks compute by the Vector API. The java launcher reads JDK_JAVA_OPTIONS: memory bounds are the deployment's
# to say.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-Djdk.serialFilter=!*", "--add-modules=jdk.incubator.vector", "-jar", "quarkus-run.jar"]

# Libraries first: they change less often than our classes, and their layer is kept.
FROM runtime AS data-service
COPY --from=build /src/data-service/target/quarkus-app/lib lib
COPY --from=build /src/data-service/target/quarkus-app .
EXPOSE 8081

FROM runtime AS trainer-service
COPY --from=build /src/trainer-service/target/quarkus-app/lib lib
COPY --from=build /src/trainer-service/target/quarkus-app .
EXPOSE 8082

FROM runtime AS evaluator-service
COPY --from=build /src/evaluator-service/target/quarkus-app/lib lib
COPY --from=build /src/evaluator-service/target/quarkus-app .
EXPOSE 8083
