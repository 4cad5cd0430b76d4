// Package client holds the emitted types of custom resources to the clients that people use with them.
package client

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	batchv1 "example.com/acme/objects/pkg/apis/batch/v1"
	objectsv1 "example.com/acme/objects/pkg/apis/objects/v1"
	objectsv1alpha1 "example.com/acme/objects/pkg/apis/objects/v1alpha1"
	objectsv1beta1 "example.com/acme/objects/pkg/apis/objects/v1beta1"
)

func newScheme(t *testing.T) *runtime.Scheme {
	t.Helper()
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		batchv1.AddToScheme, objectsv1.AddToScheme, objectsv1alpha1.AddToScheme, objectsv1beta1.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			t.Fatal(err)
		}
	}
	return scheme
}

func samples(t *testing.T, scheme *runtime.Scheme) []client.Object {
	t.Helper()
	paths, err := filepath.Glob("repo/config/samples/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
	var found []client.Object
	for _, path := range paths {
		if strings.HasSuffix(path, "kustomization.yaml") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		object, _, err := decoder.Decode(data, nil, nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		found = append(found, object.(client.Object))
	}
	return found
}

func TestSamplesGoThroughAClient(t *testing.T) {
	scheme := newScheme(t)
	objects := samples(t, scheme)
	if len(objects) != 3 {
		t.Fatalf("%d samples", len(objects))
	}
	ctx := context.Background()
	for _, object := range objects {
		c := fake.NewClientBuilder().WithScheme(scheme).Build()
		copied := object.DeepCopyObject()
		if !reflect.DeepEqual(object, copied) {
			t.Errorf("%T: the copy differs", object)
		}
		if err := c.Create(ctx, object); err != nil {
			t.Fatalf("%T: %v", object, err)
		}
		got := reflect.New(reflect.TypeOf(object).Elem()).Interface().(client.Object)
		if err := c.Get(ctx, client.ObjectKeyFromObject(object), got); err != nil {
			t.Fatalf("%T: %v", object, err)
		}
		got.SetLabels(map[string]string{"a": "b"})
		if err := c.Update(ctx, got); err != nil {
			t.Fatalf("%T: %v", object, err)
		}
		gvk, err := c.GroupVersionKindFor(object)
		if err != nil {
			t.Fatal(err)
		}
		gvk.Kind += "List"
		made, err := scheme.New(gvk)
		if err != nil {
			t.Fatal(err)
		}
		list := made.(client.ObjectList)
		if err := c.List(ctx, list); err != nil || meta.LenList(list) != 1 {
			t.Fatalf("%T: %v, %d items", list, err, meta.LenList(list))
		}
		if err := c.Delete(ctx, got); err != nil {
			t.Fatalf("%T: %v", object, err)
		}
	}
}

func TestTypedFields(t *testing.T) {
	bucket := &objectsv1alpha1.Bucket{Spec: objectsv1alpha1.BucketSpec{Region: "eu", Class: objectsv1alpha1.ClassHot}}
	c := fake.NewClientBuilder().WithScheme(newScheme(t)).WithStatusSubresource(bucket).Build()
	bucket.Name, bucket.Namespace = "b", "default"
	if err := c.Create(context.Background(), bucket); err != nil {
		t.Fatal(err)
	}
	bucket.Status.Phase = "Ready"
	if err := c.Status().Update(context.Background(), bucket); err != nil {
		t.Fatal(err)
	}
	if !(&batchv1.CronJob{}).Idle() {
		t.Error("a job without runs is idle")
	}
	if got := objectsv1.Resource("x").String(); got != "x.objects.example.com" {
		t.Error(got)
	}
}
