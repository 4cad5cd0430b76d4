// apiserver judges CustomResourceDefinitions: k8s.io/apiextensions-apiserver over an embedded etcd, both in this process
// and on loopback only.
//
// Standard input is a JSON list of cases: {"crd": YAML, "dry": bool, "objects": [YAML]}. A dry case is only validated.
// Any other CRD is created, waited for, its objects are created, and all is removed again. Standard output is a JSON
// list of {"code", "reasons", "conditions", "objects": [{"code", "reasons"}]}; code is HTTP's, 201 for accepted.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	servertesting "k8s.io/apiextensions-apiserver/pkg/cmd/server/testing"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"
)

type testCase struct {
	CRD     string   `json:"crd"`
	Dry     bool     `json:"dry"`
	Objects []string `json:"objects"`
}

type answer struct {
	Code       int      `json:"code"`
	Reasons    []string `json:"reasons"`
	Conditions []string `json:"conditions,omitempty"`
	Objects    []answer `json:"objects,omitempty"`
}

type logger struct{}

func (logger) Errorf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
func (logger) Fatalf(format string, args ...any) { must(fmt.Errorf(format, args...)) }
func (logger) Logf(format string, args ...any)   {}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	out := os.Stdout
	os.Stdout = os.Stderr // the server writes there
	var cases []testCase
	must(json.NewDecoder(os.Stdin).Decode(&cases))
	dir, err := os.MkdirTemp("", "apiserver-judge")
	must(err)
	must(os.Setenv("TMPDIR", dir))
	etcd := startEtcd(dir)
	client := startServer(dir, etcd.Clients[0].Addr().String())
	answers := make([]answer, 0, len(cases))
	for _, one := range cases {
		answers = append(answers, judge(client, one))
	}
	must(json.NewEncoder(out).Encode(answers))
	// Closing down in order takes seconds, and nothing of it is kept.
	must(os.RemoveAll(dir))
	os.Exit(0)
}

func startEtcd(dir string) *embed.Etcd {
	config := embed.NewConfig()
	config.Dir = filepath.Join(dir, "etcd")
	config.LogLevel = "error"
	config.UnsafeNoFsync = true
	loopback := []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
	config.ListenClientUrls, config.ListenPeerUrls = loopback, loopback
	config.AdvertiseClientUrls, config.AdvertisePeerUrls = loopback, loopback
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	must(err)
	<-etcd.Server.ReadyNotify()
	return etcd
}

const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
users: [{name: none, user: {}}]
contexts: [{name: none, context: {cluster: none, user: none}}]
current-context: none
`

func startServer(dir, etcd string) rest.Interface {
	file := filepath.Join(dir, "kubeconfig")
	must(os.WriteFile(file, []byte(kubeconfig), 0o600))
	fixtures(dir)
	server, err := servertesting.StartTestServer(logger{}, nil, []string{
		"--etcd-servers=http://" + etcd,
		"--etcd-prefix=judge",
		"--authentication-skip-lookup",
		"--authentication-kubeconfig=" + file,
		"--authorization-kubeconfig=" + file,
		"--kubeconfig=" + file,
		"--enable-priority-and-fairness=false",
		"--disable-admission-plugins=NamespaceLifecycle,MutatingAdmissionWebhook,ValidatingAdmissionWebhook," +
			"ValidatingAdmissionPolicy,MutatingAdmissionPolicy",
	}, nil)
	must(err)
	config := rest.CopyConfig(server.ClientConfig)
	config.QPS, config.Burst = 1000, 1000
	config.GroupVersion = &schema.GroupVersion{}
	config.NegotiatedSerializer = unstructuredCodec
	client, err := rest.RESTClientFor(config)
	must(err)
	return client
}

// fixtures makes the directory where the test server keeps its certificate: beside its own source, or below a root that
// Bazel names, and this binary is built with trimmed paths as Bazel's are.
func fixtures(dir string) {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "k8s.io/apiextensions-apiserver" {
			below := filepath.Join(dir, "b", module.Path+"@"+module.Version, "pkg/cmd/server/testing/testdata")
			must(os.MkdirAll(below, 0o700))
		}
	}
	must(os.Setenv("TEST_SRCDIR", dir))
	must(os.Setenv("TEST_WORKSPACE", "b"))
}

const crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"

func judge(client rest.Interface, one testCase) answer {
	found, body := post(client, crds, one.CRD, one.Dry)
	if one.Dry || found.Code != 201 {
		return found
	}
	var made apiextensionsv1.CustomResourceDefinition
	must(json.Unmarshal(body, &made))
	made = settled(client, made.Name)
	for _, condition := range made.Status.Conditions {
		found.Conditions = append(found.Conditions, fmt.Sprintf("%s=%s", condition.Type, condition.Status))
		if condition.Status != apiextensionsv1.ConditionTrue {
			found.Reasons = append(found.Reasons, string(condition.Type)+": "+condition.Message)
		}
	}
	for _, object := range one.Objects {
		found.Objects = append(found.Objects, create(client, made, object))
	}
	must(client.Delete().AbsPath(crds, made.Name).Do(context.Background()).Error())
	for range 6000 { // two minutes: a busy disk keeps the finalizer waiting
		if client.Get().AbsPath(crds, made.Name).Do(context.Background()).Error() != nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return found
}

// settled waits until the names and the schema of a CRD are judged and it is established, for 10 s at most.
func settled(client rest.Interface, name string) apiextensionsv1.CustomResourceDefinition {
	var made apiextensionsv1.CustomResourceDefinition
	for range 500 {
		body, err := client.Get().AbsPath(crds, name).Do(context.Background()).Raw()
		must(err)
		made = apiextensionsv1.CustomResourceDefinition{}
		must(json.Unmarshal(body, &made))
		for _, condition := range made.Status.Conditions {
			established := condition.Type == apiextensionsv1.Established && condition.Status == apiextensionsv1.ConditionTrue
			refused := condition.Type == apiextensionsv1.NamesAccepted && condition.Status == apiextensionsv1.ConditionFalse
			if established || refused {
				return made
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	return made
}

func create(client rest.Interface, crd apiextensionsv1.CustomResourceDefinition, text string) answer {
	var object unstructured.Unstructured
	if err := yaml.Unmarshal([]byte(text), &object.Object); err != nil {
		return answer{Code: 400, Reasons: []string{err.Error()}}
	}
	path := "/apis/" + object.GetAPIVersion()
	if crd.Spec.Scope == apiextensionsv1.NamespaceScoped {
		path += "/namespaces/default"
	}
	path += "/" + crd.Spec.Names.Plural
	var found answer
	for range 250 { // the endpoints of a version come a moment after Established
		found, _ = post(client, path, text, false)
		if found.Code != 404 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if found.Code == 201 {
		client.Delete().AbsPath(path, object.GetName()).Do(context.Background())
	}
	return found
}

func post(client rest.Interface, path, text string, dry bool) (answer, []byte) {
	request := client.Post().AbsPath(path).Param("fieldValidation", "Strict").
		SetHeader("Content-Type", "application/yaml").SetHeader("Accept", "application/json").Body([]byte(text))
	if dry {
		request = request.Param("dryRun", "All")
	}
	result := request.Do(context.Background())
	var found answer
	result.StatusCode(&found.Code)
	body, err := result.Raw()
	if err != nil {
		found.Reasons = reasons(body, err)
	}
	return found, body
}

func reasons(body []byte, err error) []string {
	var status metav1.Status
	if json.Unmarshal(body, &status) != nil || status.Message == "" {
		return []string{err.Error()}
	}
	if status.Details == nil || len(status.Details.Causes) == 0 {
		return strings.Split(status.Message, "\n")
	}
	var out []string
	for _, cause := range status.Details.Causes {
		out = append(out, cause.Field+": "+cause.Message)
	}
	return out
}
