"""Third-party packages that every practitioner means by a qualifier, so that a plan need not spell out the import.

Only names nobody would doubt stand here. Where the standard library has a package of the same name (``runtime``,
``types``, ``errors``, ``cmp``, ``log``, ``trace``, ``metrics``), the symbol decides: what the standard package exports
means that package (``runtime.GC``), anything else the known one (``runtime.Object``). `candidates` has the whole rule.
``tools/modules`` proves that each path exists and has facts in ``scaffold/data/modules``.
"""

from typing import Final, NamedTuple

from scaffold.golang import stdlib

_API: Final = "k8s.io/api/"
_MACHINERY: Final = "k8s.io/apimachinery/pkg/"
_EXTENSIONS: Final = "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
_CLIENT_GO: Final = "k8s.io/client-go/"
_RUNTIME: Final = "sigs.k8s.io/controller-runtime"
_TESTIFY: Final = "github.com/stretchr/testify/"
_PROTO: Final = "google.golang.org/protobuf/"
_PROMETHEUS: Final = "github.com/prometheus/client_golang/prometheus"

META_V1: Final = _MACHINERY + "apis/meta/v1"
RUNTIME: Final = _MACHINERY + "runtime"
SCHEMA: Final = _MACHINERY + "runtime/schema"
"""What every package of custom resources needs to register its types with a scheme."""

KNOWN: Final[dict[str, tuple[str, ...]]] = {
    # Kubernetes API groups
    "admissionv1": (_API + "admission/v1",),
    "admissionregistrationv1": (_API + "admissionregistration/v1",),
    "appsv1": (_API + "apps/v1",),
    "authenticationv1": (_API + "authentication/v1",),
    "authorizationv1": (_API + "authorization/v1",),
    "autoscalingv1": (_API + "autoscaling/v1",),
    "autoscalingv2": (_API + "autoscaling/v2",),
    "batchv1": (_API + "batch/v1",),
    "certificatesv1": (_API + "certificates/v1",),
    "coordinationv1": (_API + "coordination/v1",),
    "corev1": (_API + "core/v1",),
    "discoveryv1": (_API + "discovery/v1",),
    "eventsv1": (_API + "events/v1",),
    "networkingv1": (_API + "networking/v1",),
    "nodev1": (_API + "node/v1",),
    "policyv1": (_API + "policy/v1",),
    "rbacv1": (_API + "rbac/v1",),
    "schedulingv1": (_API + "scheduling/v1",),
    "storagev1": (_API + "storage/v1",),
    "apiextensions": (_EXTENSIONS,),
    "apiextensionsv1": (_EXTENSIONS + "/v1",),
    # apimachinery
    "apierrors": (_MACHINERY + "api/errors",),
    "apimeta": (_MACHINERY + "api/meta",),
    "conversion": (_MACHINERY + "conversion", _RUNTIME + "/pkg/conversion"),
    "equality": (_MACHINERY + "api/equality",),
    "errors": (_MACHINERY + "api/errors",),
    "field": (_MACHINERY + "util/validation/field",),
    "fields": (_MACHINERY + "fields",),
    "intstr": (_MACHINERY + "util/intstr",),
    "k8serrors": (_MACHINERY + "api/errors",),
    "k8sruntime": (_MACHINERY + "runtime",),
    "k8stypes": (_MACHINERY + "types",),
    "labels": (_MACHINERY + "labels",),
    "meta": (_MACHINERY + "api/meta",),
    "metav1": (_MACHINERY + "apis/meta/v1",),
    "resource": (_MACHINERY + "api/resource",),
    "runtime": (_MACHINERY + "runtime",),
    "schema": (_MACHINERY + "runtime/schema",),
    "selection": (_MACHINERY + "selection",),
    "serializer": (_MACHINERY + "runtime/serializer",),
    "sets": (_MACHINERY + "util/sets",),
    "types": (_MACHINERY + "types",),
    "unstructured": (_MACHINERY + "apis/meta/v1/unstructured",),
    "utilerrors": (_MACHINERY + "util/errors",),
    "utilruntime": (_MACHINERY + "util/runtime",),
    "wait": (_MACHINERY + "util/wait",),
    "watch": (_MACHINERY + "watch",),
    # client-go
    "cache": (_CLIENT_GO + "tools/cache", _RUNTIME + "/pkg/cache"),
    "clientcmd": (_CLIENT_GO + "tools/clientcmd",),
    "clientgoscheme": (_CLIENT_GO + "kubernetes/scheme",),
    "discovery": (_CLIENT_GO + "discovery",),
    "dynamic": (_CLIENT_GO + "dynamic",),
    "informers": (_CLIENT_GO + "informers",),
    "kubernetes": (_CLIENT_GO + "kubernetes",),
    "leaderelection": (_CLIENT_GO + "tools/leaderelection",),
    "record": (_CLIENT_GO + "tools/record",),
    "rest": (_CLIENT_GO + "rest",),
    "retry": (_CLIENT_GO + "util/retry",),
    "scheme": (_CLIENT_GO + "kubernetes/scheme", _RUNTIME + "/pkg/scheme"),
    "workqueue": (_CLIENT_GO + "util/workqueue",),
    # controller-runtime
    "admission": (_RUNTIME + "/pkg/webhook/admission",),
    "apiutil": (_RUNTIME + "/pkg/client/apiutil",),
    "builder": (_RUNTIME + "/pkg/builder",),
    "client": (_RUNTIME + "/pkg/client",),
    "cluster": (_RUNTIME + "/pkg/cluster",),
    "controller": (_RUNTIME + "/pkg/controller",),
    "controllerutil": (_RUNTIME + "/pkg/controller/controllerutil",),
    "ctrl": (_RUNTIME,),
    "ctrlclient": (_RUNTIME + "/pkg/client",),
    "envtest": (_RUNTIME + "/pkg/envtest",),
    "event": (_RUNTIME + "/pkg/event",),
    "handler": (_RUNTIME + "/pkg/handler",),
    "healthz": (_RUNTIME + "/pkg/healthz",),
    "log": (_RUNTIME + "/pkg/log",),
    "logf": (_RUNTIME + "/pkg/log",),
    "manager": (_RUNTIME + "/pkg/manager",),
    "metrics": (_RUNTIME + "/pkg/metrics",),
    "metricsserver": (_RUNTIME + "/pkg/metrics/server",),
    "predicate": (_RUNTIME + "/pkg/predicate",),
    "reconcile": (_RUNTIME + "/pkg/reconcile",),
    "source": (_RUNTIME + "/pkg/source",),
    "webhook": (_RUNTIME + "/pkg/webhook",),
    # around Kubernetes
    "klog": ("k8s.io/klog/v2",),
    "logr": ("github.com/go-logr/logr",),
    "ptr": ("k8s.io/utils/ptr",),
    "yaml": ("sigs.k8s.io/yaml", "gopkg.in/yaml.v3", _MACHINERY + "util/yaml"),
    # tests
    "assert": (_TESTIFY + "assert",),
    "cmp": ("github.com/google/go-cmp/cmp",),
    "cmpopts": ("github.com/google/go-cmp/cmp/cmpopts",),
    "ginkgo": ("github.com/onsi/ginkgo/v2",),
    "gomega": ("github.com/onsi/gomega",),
    "gomock": ("go.uber.org/mock/gomock",),
    "mock": (_TESTIFY + "mock",),
    "require": (_TESTIFY + "require",),
    "suite": (_TESTIFY + "suite",),
    # everyday libraries
    "anypb": (_PROTO + "types/known/anypb",),
    "attribute": ("go.opentelemetry.io/otel/attribute",),
    "cobra": ("github.com/spf13/cobra",),
    "codes": ("google.golang.org/grpc/codes", "go.opentelemetry.io/otel/codes"),
    "durationpb": (_PROTO + "types/known/durationpb",),
    "emptypb": (_PROTO + "types/known/emptypb",),
    "errgroup": ("golang.org/x/sync/errgroup",),
    "fieldmaskpb": (_PROTO + "types/known/fieldmaskpb",),
    "grpc": ("google.golang.org/grpc",),
    "language": ("golang.org/x/text/language",),
    "metadata": ("google.golang.org/grpc/metadata",),
    "oauth2": ("golang.org/x/oauth2",),
    "otel": ("go.opentelemetry.io/otel",),
    "pflag": ("github.com/spf13/pflag",),
    "prometheus": (_PROMETHEUS,),
    "promauto": (_PROMETHEUS + "/promauto",),
    "promhttp": (_PROMETHEUS + "/promhttp",),
    "proto": (_PROTO + "proto",),
    "protoreflect": (_PROTO + "reflect/protoreflect",),
    "rate": ("golang.org/x/time/rate",),
    "semaphore": ("golang.org/x/sync/semaphore",),
    "singleflight": ("golang.org/x/sync/singleflight",),
    "status": ("google.golang.org/grpc/status",),
    "structpb": (_PROTO + "types/known/structpb",),
    "timestamppb": (_PROTO + "types/known/timestamppb",),
    "trace": ("go.opentelemetry.io/otel/trace",),
    "uuid": ("github.com/google/uuid",),
    "wrapperspb": (_PROTO + "types/known/wrapperspb",),
    "zap": ("go.uber.org/zap", _RUNTIME + "/pkg/log/zap"),
    "zapcore": ("go.uber.org/zap/zapcore",),
}
"""Qualifier → import paths; several where the symbol has to tell them apart."""


class Candidate(NamedTuple):
    """A package that a qualifier may mean."""

    path: str
    """Import path."""
    name: str
    """The package's own name; an import under another qualifier has to be written with its alias."""
    standard: bool
    """Of the standard library."""


def known(alias: str, symbol: str | None = None) -> tuple[Candidate, ...]:
    """The known third-party packages behind a qualifier; with a symbol, only those that export it.

    Empty where the qualifier is not known, or where none of its packages exports the symbol.
    """
    return tuple(
        found for path in KNOWN.get(alias, ()) if (found := _candidate(path, symbol, standard=False)) is not None
    )


def candidates(qualifier: str, symbol: str) -> tuple[Candidate, ...]:
    """What ``qualifier.symbol`` may mean, if the plan's own packages and its `imports` don't say.

    One candidate: that is the import. Several: ambiguous (``rand``, ``template``; ``yaml.Unmarshal``). None: unknown.
    Standard packages come first: if one of that name exports the symbol, all standard packages of the name are the
    answer (``rand.Reader`` stays ambiguous, as people would confuse the three) and no other; else the known
    third-party packages that export it. If no package at all exports it, every package of that name is an answer, so
    that a message can say what lacks the symbol.
    """
    standard = tuple(Candidate(path, qualifier, standard=True) for path in stdlib.packages_named(qualifier))
    if any(_candidate(package.path, symbol, standard=True) for package in standard):
        return standard
    return known(qualifier, symbol) or (*standard, *known(qualifier))


def _candidate(path: str, symbol: str | None, *, standard: bool) -> Candidate | None:
    package = stdlib.package(path)
    if package is None or (symbol is not None and package.symbol(symbol) is None):
        return None
    return Candidate(path, package.name, standard)
