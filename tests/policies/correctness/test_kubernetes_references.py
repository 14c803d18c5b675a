"""What manifests name that is not there."""

from __future__ import annotations

import pytest

from tests.policies.manifests import open_questions, pod, said, texts_of

OTHER = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n"
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web%s}\nspec: {selector: %s, ports: [{port: 80, name: http}]%s}\n"
DEPLOYMENT = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: %s, template: {metadata: {labels: %s},"
    " spec: {containers: [{name: app, image: nginx}]}}}\n"
)


@pytest.mark.parametrize(
    ("service", "dangling"),
    [
        pytest.param(SERVICE % ("", "{app: web}", ""), False, id="selects the pod"),
        pytest.param(SERVICE % ("", "{app: api}", ""), True, id="selects nothing"),
        pytest.param(SERVICE % ("", "null", ""), False, id="no selector: its endpoints are written by hand"),
        pytest.param(SERVICE % ("", "{app: api}", ", type: ExternalName"), False, id="a name of elsewhere"),
        pytest.param(SERVICE % (", namespace: office", "{app: web}", ""), True, id="of another namespace"),
    ],
)
def test_services(service: str, dangling: bool) -> None:
    found = texts_of("dangling-reference", pod(meta="namespace: shop"), service)
    assert found == (["selector"] if dangling else [])


def test_nothing_dangles_in_a_file_that_was_named() -> None:
    assert said("dangling-reference", SERVICE % ("", "{app: api}", "")) == []


def test_a_label_that_a_controller_adds_may_match() -> None:
    stateful = DEPLOYMENT.replace("Deployment", "StatefulSet") % ("{matchLabels: {app: web}}", "{app: web}")
    service = SERVICE % ("", "{app: web, statefulset.kubernetes.io/pod-name: web-0}", "")
    assert open_questions("dangling-reference", stateful, service)


@pytest.mark.parametrize(
    ("backend", "texts"),
    [
        pytest.param("{service: {name: web, port: {number: 80}}}", [], id="by number"),
        pytest.param("{service: {name: web, port: {name: http}}}", [], id="by name"),
        pytest.param("{service: {name: web, port: {number: 81}}}", ["81"], id="a port that it does not have"),
        pytest.param("{service: {name: wbe, port: {number: 80}}}", ["wbe"], id="a Service that there is not"),
        pytest.param("{service: {name: wbe, port: {name: use-annotation}}}", [], id="an action of the AWS controller"),
        pytest.param("{serviceName: wbe, servicePort: 80}", ["wbe"], id="as it was written before 1.22"),
        pytest.param("{resource: {kind: Bucket, name: files}}", [], id="no Service at all"),
    ],
)
def test_ingresses(backend: str, texts: list[str]) -> None:
    ingress = (
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\n"
        f"spec: {{rules: [{{http: {{paths: [{{path: /, backend: {backend}}}]}}}}]}}\n"
    )
    assert texts_of("dangling-reference", pod() + "---\n" + SERVICE % ("", "{app: web}", ""), ingress) == texts


@pytest.mark.parametrize(
    ("container", "spec", "texts"),
    [
        pytest.param("envFrom: [{configMapRef: {name: missing}}]", "", ["missing"], id="all variables"),
        pytest.param("envFrom: [{configMapRef: {name: missing, optional: true}}]", "", [], id="that may be missing"),
        pytest.param("envFrom: [{configMapRef: {name: other}}]", "", [], id="that is there"),
        pytest.param("envFrom: [{configMapRef: {name: '${NAME}'}}]", "", [], id="whose name is not known"),
        pytest.param("envFrom: [{secretRef: {name: missing}}]", "", [], id="of a kind that the project has none of"),
        pytest.param("", "volumes: [{name: a, configMap: {name: missing}}]", ["configMap"], id="a volume"),
        pytest.param("", "volumes: [{name: a, configMap: {name: kube-root-ca.crt}}]", [], id="one that every namespace has"),
        pytest.param(
            "", "volumes: [{name: a, projected: {sources: [{configMap: {name: missing}}]}}]", ["projected"], id="a part of one"
        ),
    ],
)
def test_config_maps_and_secrets(container: str, spec: str, texts: list[str]) -> None:
    assert texts_of("dangling-reference", pod(spec, container=container), OTHER) == texts


@pytest.mark.parametrize(
    "maker",
    [
        pytest.param(
            "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: made}\nspec: {}\n", id="its own name"
        ),
        pytest.param(
            "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {target: {name: made}}\n",
            id="a target",
        ),
        pytest.param(
            "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec: {secretName: made}\n", id="a key"
        ),
    ],
)
def test_secrets_that_a_controller_makes_are_there(maker: str) -> None:
    secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: other}\n"
    made = pod(container="envFrom: [{secretRef: {name: made}}]")
    assert texts_of("dangling-reference", made, f"{secret}---\n{maker}") == []
    assert texts_of("dangling-reference", made, secret) == ["made"]


def test_what_an_operator_may_make_is_open() -> None:
    custom = "apiVersion: example.com/v1\nkind: Database\nmetadata: {name: a}\nspec: {}\n"
    (why,) = open_questions("dangling-reference", pod(), f"{SERVICE % ('', '{app: database}', '')}---\n{custom}")
    assert why == "the controller of `Database` may make what is missing"


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        pytest.param("{matchLabels: {app: web}}", [], id="its own pods"),
        pytest.param("{matchLabels: {app: api}}", ["selector"], id="others"),
        pytest.param("{matchLabels: {app: web, tier: a}}", ["selector"], id="a label more"),
    ],
)
def test_controllers_select_their_own_pods(selector: str, texts: list[str]) -> None:
    assert texts_of("dangling-reference", DEPLOYMENT % (selector, "{app: web}"), OTHER) == texts


@pytest.mark.parametrize(
    ("target", "texts"),
    [
        pytest.param("{kind: Deployment, name: web}", [], id="there"),
        pytest.param("{kind: StatefulSet, name: web}", ["web"], id="of another kind"),
        pytest.param("{kind: Deployment, name: api}", ["api"], id="of another name"),
    ],
)
def test_autoscalers(target: str, texts: list[str]) -> None:
    scaler = (
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\n"
        f"spec: {{scaleTargetRef: {target}}}\n"
    )
    assert texts_of("dangling-reference", DEPLOYMENT % ("{matchLabels: {app: web}}", "{app: web}"), scaler) == texts
