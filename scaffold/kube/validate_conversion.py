"""The conversion between the versions of a CRD, by a webhook.

Source: ``pkg/apis/apiextensions/validation`` of k8s.io/apiextensions-apiserver v0.34.
"""

from __future__ import annotations

import re

from scaffold.kube import names
from scaffold.kube.complaints import Complaints
from scaffold.kube.view import View


def check_conversion(spec: View, rules: Complaints) -> None:
    """The ``conversion`` stanza, if there is one."""
    conversion = spec.get("conversion")
    if conversion is None:
        return
    strategy, webhook = conversion.word("strategy"), conversion.get("webhook")
    client = webhook.get("clientConfig") if webhook is not None else None
    if not strategy:
        rules.required(conversion, "strategy", "crd-conversion")
    elif strategy not in ("None", "Webhook"):
        rules.unsupported(conversion, "strategy", "crd-conversion", ("None", "Webhook"))
    elif strategy == "Webhook" and spec.flag("preserveUnknownFields"):
        why = "must be None if spec.preserveUnknownFields is true"
        rules.invalid(conversion, "strategy", "crd-conversion", why)
    if strategy != "Webhook":
        if client is not None and webhook is not None:
            why = "should not be set when strategy is not set to Webhook"
            rules.forbidden(webhook, "clientConfig", "crd-conversion", why)
        if webhook is not None and webhook.words("conversionReviewVersions"):
            why = "should not be set when strategy is not set to Webhook"
            rules.forbidden(webhook, "conversionReviewVersions", "crd-conversion", why)
        return
    if client is None:
        place = webhook or View(conversion.node, f"{conversion.path}.webhook")
        rules.required(place, "clientConfig", "crd-conversion", "required when strategy is set to Webhook")
    else:
        _client(client, rules)
    _review_versions(webhook, conversion, rules)


def _client(client: View, rules: Complaints) -> None:
    url, service = client.get("url"), client.get("service")
    if (url is None) == (service is None):
        rules.required(client, "", "crd-conversion", "exactly one of url or service is required")
    elif url is not None:
        for why in _url_problems(url.text):
            rules.invalid(client, "url", "crd-conversion", why)
    elif service is not None:
        for key in ("name", "namespace"):
            if not service.word(key):
                rules.required(service, key, "crd-conversion", f"service {key} is required")
        port = service.get("port")
        if port is not None and isinstance(port.json, int) and not 1 <= port.json <= 65535:
            rules.invalid(
                service, "port", "crd-conversion", "port is not valid: must be between 1 and 65535, inclusive"
            )
        path = service.get("path")
        if path is not None:
            _service_path(service, path.text, rules)


def _service_path(service: View, path: str, rules: Complaints) -> None:
    if path == "/" or not path:
        return
    if path == "//":
        rules.invalid(service, "path", "crd-conversion", "segment[0] may not be empty")
    if not path.startswith("/"):
        rules.invalid(service, "path", "crd-conversion", "must start with a '/'")
    steps = path[1:].removesuffix("/").split("/")
    for at, step in enumerate(steps):
        problem = names.subdomain_problem(step)
        if problem and path != "//":
            why = f"segment[{at}] may not be empty" if not step else f"segment[{at}]: {problem}"
            rules.invalid(service, "path", "crd-conversion", why)


def _url_problems(text: str) -> list[str]:
    from urllib.parse import urlsplit  # few documents have a URL to look at

    try:
        url = urlsplit(text)
        host = url.netloc.rpartition("@")[2]
        _ = url.port  # looked at only when it is asked for
    except ValueError as error:
        return [f"url must be a valid URL: {error}; desired format: https://host[:port]/path"]
    form = "; desired format: https://host[:port]/path"
    if re.search(r"""[ "<>\\^`{|}]""", host):
        return [f"url must be a valid URL: invalid character in host name{form}"]
    escape = re.search(r"%(?![0-9a-fA-F]{2}).{0,2}", text)
    if escape is not None:
        return [f'url must be a valid URL: invalid URL escape "{escape.group()}"{form}']
    out = []
    if url.scheme != "https":
        out.append(f"'https' is the only allowed URL scheme{form}")
    if not host:
        out.append(f"host must be specified{form}")
    if "@" in url.netloc:
        out.append("user information is not permitted in the URL")
    if url.fragment:
        out.append("fragments are not permitted in the URL")
    if url.query:
        out.append("query parameters are not permitted in the URL")
    return out


def _review_versions(webhook: View | None, conversion: View, rules: Complaints) -> None:
    listed = webhook.get("conversionReviewVersions") if webhook is not None else None
    items = listed.items() if listed is not None else []
    if not items:
        place = webhook or View(conversion.node, f"{conversion.path}.webhook")
        rules.required(place, "conversionReviewVersions", "crd-conversion", hint="write conversionReviewVersions: [v1]")
        return
    seen: set[str] = set()
    for item in items:
        problem = names.label_problem(item.text)
        if item.text in seen:
            rules.invalid(item, "", "crd-conversion", "duplicate version")
        elif problem:
            rules.invalid(item, "", "crd-conversion", problem)
        seen.add(item.text)
    if webhook is not None and not seen & {"v1", "v1beta1"}:
        rules.invalid(webhook, "conversionReviewVersions", "crd-conversion", "must include at least one of v1, v1beta1")
