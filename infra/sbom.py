"""The list of what the package holds (CycloneDX)."""

from importlib.metadata import metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from infra.contents import Package, packaged


def write_sbom(zip_file: Path, target: Path, version: str) -> None:
    """List the zip's packages with versions and licenses, as CycloneDX JSON; `version` is ours."""
    bom = Bom()
    product = Component(name="ceu-portal", version=version, type=ComponentType.APPLICATION)
    bom.metadata.component = product
    # Chalice puts its runtime into the zip without saying so.
    chalice = Package("chalice", metadata("chalice")["Version"], "Apache-2.0")
    components = [_component(package) for package in sorted({*packaged(zip_file), chalice})]
    bom.components.update(components)
    bom.register_dependency(product, components)
    target.write_text(JsonV1Dot6(bom).output_as_string(indent=2))


def _component(package: Package) -> Component:
    url = PackageURL(type="pypi", name=package.name, version=package.version)
    licenses = [LicenseFactory().make_from_string(package.license)] if package.license else []
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        purl=url,
        bom_ref=str(url),
        licenses=licenses,
    )
