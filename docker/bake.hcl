# The images of a release, for both architectures: docs/release.md.
#   REGISTRY=registry.example docker buildx bake --file docker/bake.hcl --push

variable "REGISTRY" {}

variable "VERSION" {
  default = "0.1.0"
}

# Where the sources are, for the label of that name.
variable "SOURCE" {
  default = ""
}

group "default" {
  targets = ["service"]
}

target "service" {
  name      = service
  matrix    = { service = ["data-service", "trainer-service", "evaluator-service"] }
  target    = service
  args      = { SOURCE = SOURCE }
  platforms = ["linux/amd64", "linux/arm64"]
  tags = [
    "${REGISTRY}/atelier/${service}:${VERSION}",
    "${REGISTRY}/atelier/${service}:${regex_replace(VERSION, "[.][0-9]+$", "")}",
  ]
  # Files get the time of SOURCE_DATE_EPOCH, so that the same sources give the same layers.
  output = ["type=image,rewrite-timestamp=true"]
}
