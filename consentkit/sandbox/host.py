"""The one way into a child process: `python -m consentkit.sandbox.host KIND`.

Each service lies beside the code that it runs, in a layer above this one; so the table names its module,
which is imported in the child alone.
"""

import sys
from importlib import import_module

from consentkit.sandbox.services import ServiceKind
from consentkit.sandbox.serving import Service, serve

SERVICES: dict[ServiceKind, str] = {
    ServiceKind.PICTURE: "consentkit.imaging.opening.service",
    ServiceKind.DISCLOSURES: "consentkit.imaging.metadata.service",
    ServiceKind.SCAN: "consentkit.imaging.scanning.service",
    ServiceKind.MATCH: "consentkit.imaging.redaction.service",
    ServiceKind.PAGE: "consentkit.imaging.paper.service",
    ServiceKind.VIDEO: "consentkit.imaging.video.service",
    ServiceKind.FRAMES: "consentkit.imaging.video.frame_service",
    ServiceKind.SOUND: "consentkit.imaging.sound.service",
    ServiceKind.DOCUMENT: "consentkit.documents.service",
    ServiceKind.CLUSTER: "consentkit.imaging.cluster.service",
}


def load_service(kind: ServiceKind) -> Service:
    """Import a service and return it."""
    service: Service = import_module(SERVICES[kind]).service()
    return service


if __name__ == "__main__":
    serve(load_service(ServiceKind(sys.argv[1])))
