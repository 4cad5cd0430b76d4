"""``scaffold new``: the starter repository and its plan, templates of one's own, and what a template may not do."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import golden_cases
from judges import gocode
from scaffold.starter.origin import own_requirement
from terminal import command, files, scaffold, tree

SHELL = [
    ".gitattributes",
    ".github/workflows/ci.yml",
    ".gitignore",
    ".golangci.yml",
    "AGENTS.md",
    "Makefile",
    "README.md",
]

REAL_HOME = str(Path.home())


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of its own, a home of its own; whatever happens, nothing lands outside of what was asked for."""
    home = tmp_path / "home"
    home.mkdir()
    aside = tmp_path / "aside"
    aside.mkdir()
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    monkeypatch.chdir(here)
    yield
    assert tree(home) == {}
    assert tree(aside) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["aside", "here", "home"]


def new(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    return tuple(scaffold("new", "--no-git", *arguments, stdin=stdin))  # type: ignore[return-value]  # three fields


def test_a_new_repository() -> None:
    made = sorted([*SHELL, "plan.yaml"])
    lines = "".join(f"  create   {path}\n" for path in made)
    assert new("objects", "--no-input") == (
        0,
        f"{lines}objects: 8 created\n"
        "next: edit objects/plan.yaml, then: cd objects && scaffold go plan.yaml -o . --wave 1\n",
        "",
    )
    assert files(Path("objects")) == made
    assert new("quiet", "--no-input", "-q") == (0, "", "")


def test_the_starter_plan_is_sound_and_grows_with_the_waves(monkeypatch: pytest.MonkeyPatch) -> None:
    new("objects", "--no-input")
    monkeypatch.chdir("objects")
    assert scaffold("validate", "plan.yaml", "--strict") == (0, "plan.yaml: sound\n", "")
    first = scaffold("go", "plan.yaml", "-o", ".", "--wave", "1", "--strict")
    assert (first.code, first.stderr) == (0, "")
    assert not Path("internal").exists()
    second = scaffold("go", "plan.yaml", "-o", ".", "--wave", "2", "--strict")
    assert (second.code, second.stderr) == (0, "")
    whole = scaffold("go", "plan.yaml", "-o", ".", "--check")
    assert whole.code == 0
    assert whole.stdout.endswith("unchanged (nothing was written)\n")


def test_the_shells_gitattributes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    new("objects", "--no-input")
    before = Path("objects/.gitattributes").read_text()
    monkeypatch.chdir("objects")
    scaffold("go", "plan.yaml", "-o", ".")
    assert Path(".gitattributes").read_text().startswith(before)


@pytest.mark.slow
def test_all_judges_take_the_starter_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    new("objects", "--no-input")
    assert scaffold("go", "objects/plan.yaml", "-o", "objects").code == 0
    root = Path("objects").resolve()
    go_files = sorted(root.rglob("*.go"))
    assert go_files
    monkeypatch.setenv("HOME", REAL_HOME)  # where Go's caches are
    assert gocode.gofmt(go_files) == ""
    judges = (gocode.build, gocode.vet, gocode.staticcheck, gocode.tidy, gocode.test_race)
    for judge in (*judges, gocode.golangci_lint, gocode.actionlint):
        assert judge(root) == "", judge.__name__


def test_the_shells_files_are_what_their_readers_want() -> None:
    new("objects", "--no-input")
    for path in (".github/workflows/ci.yml", ".golangci.yml"):
        assert isinstance(yaml.safe_load(Path("objects", path).read_text("utf-8")), dict)
    workflow = yaml.safe_load(Path("objects/.github/workflows/ci.yml").read_text("utf-8"))
    assert all(job["steps"] for job in workflow["jobs"].values())
    assert yaml.safe_load(Path("objects/.golangci.yml").read_text("utf-8"))["version"] == "2"
    make = shutil.which("make")
    if make:
        for target in ("all", "generate", "drift", "build", "vet", "lint", "test"):
            subprocess.run([make, "-n", target], cwd="objects", check=True, capture_output=True)
    for path in files(Path("objects")):
        data = Path("objects", path).read_bytes()
        assert data.endswith(b"\n"), path
        assert b"cookiecutter" not in data, path
        assert all(line == line.rstrip() for line in data.decode("utf-8").splitlines()), path


@pytest.mark.parametrize(
    ("directory", "module"),
    [
        ("sp ace", "sp-ace"),
        ("new\nline", "new-line"),
        ("日本", "repository"),
        ("{{ 7*7 }}", "7-7"),
        ("{% if %}", "if"),
        ("q'uo\"te", "q-uo-te"),
        ("bad\udcff", "bad"),
        ("-dash", "dash"),
        (".hidden", "hidden"),
        ("dot.", "dot"),
        ("con", "repository-con"),
        ("aux.x", "repository-aux.x"),
        ("v1", "repository-v1"),
        ("v2", "repository-v2"),
        ("a/b/C", "c"),
        ("#x: y", "x--y"),
        ("100%", "100"),
        ("y" * 250, "y" * 250),
    ],
)
def test_awkward_folders(directory: str, module: str) -> None:
    assert new("--no-input", "-q", "--", directory) == (0, "", "")
    plan = yaml.safe_load(Path(directory, "plan.yaml").read_text("utf-8"))
    assert plan["module"] == f"example.com/acme/{module}"
    assert scaffold("validate", "--strict", "--", f"{directory}/plan.yaml").code == 0
    title = Path(directory, "README.md").read_text("utf-8").splitlines()[0]
    assert title.startswith("# ")
    assert title.isprintable()


def test_the_present_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("objects").mkdir()
    monkeypatch.chdir("objects")
    Path("LICENSE").write_text("mine\n")
    code, out, _ = new(".", "--no-input")
    assert (code, out.splitlines()[-1]) == (
        0,
        "next: edit ./plan.yaml, then: scaffold go plan.yaml -o . --wave 1",
    )
    assert yaml.safe_load(Path("plan.yaml").read_text("utf-8"))["module"] == "example.com/acme/objects"


@pytest.mark.parametrize(
    "phase",
    [
        'a "q" \' : # - {x} [y] & * ! | > % @ `',
        "new\nline\ttab",
        "日本 😀 é",
        "\u2028 \u2029 \x85 \x7f \ufeff \ufffe \xa0",
        "{{ 7*7 }} {% raw %} {# x #}",
        "yes",
        "~",
        "1.20",
        "\\n \\u0041",
        "",
        " x ",
        "-",
        "a=b",
    ],
)
def test_awkward_values(phase: str) -> None:
    assert new("objects", "--no-input", "-q", f"phase={phase}", "module=example.com/x") == (0, "", "")
    text = Path("objects/plan.yaml").read_text("utf-8")
    plan = yaml.safe_load(text)
    assert (plan["module"], plan["phase"]["name"]) == ("example.com/x", phase)
    assert scaffold("validate", "objects/plan.yaml", "--strict").code == 0


def test_what_is_there_stays_and_the_rest_is_made() -> None:
    Path("objects/.github").mkdir(parents=True)
    for path in ("Makefile", "README.md"):
        Path("objects", path).write_text("mine\n")
    made = sorted({*SHELL, "plan.yaml"} - {"Makefile", "README.md"})
    assert scaffold("new", "--no-git", "objects", "--no-input", "--format", "json").document["result"] == {
        "created": made,
        "kept": [{"path": path, "why": "it is there already"} for path in ("Makefile", "README.md")],
        "git": False,
    }
    assert Path("objects/Makefile").read_text() == Path("objects/README.md").read_text() == "mine\n"
    assert files(Path("objects")) == sorted([*SHELL, "plan.yaml"])
    kept = "".join(f"  keep     {path}: it is there already\n" for path in sorted([*SHELL, "plan.yaml"]))
    assert new("objects", "--no-input") == (0, f"{kept}objects: 8 kept\n", "")


@pytest.mark.parametrize("module", ["a b", "/abs", "", "example.com/acme/v1", "https://example.com/x", "fmt"])
def test_module_paths_that_go_refuses(module: str) -> None:
    code, out, err = new("objects", "--no-input", f"module={module}")
    assert (code, out) == (1, "")
    assert "module path" in err
    assert not Path("objects").exists()
    if module:
        # Whoever types it is asked again.
        code, out, err = new("objects", "phase=x", "license=none", stdin=f"{module}\nexample.com/good\n")
        assert (code, err) == (0, "")
        assert yaml.safe_load(Path("objects/plan.yaml").read_text("utf-8"))["module"] == "example.com/good"


@pytest.mark.parametrize(("license", "line"), [("Apache-2.0", "Apache License"), ("MIT", "MIT License"), ("none", "")])
def test_licenses(license: str, line: str) -> None:
    assert new("objects", "--no-input", "-q", f"license={license}") == (0, "", "")
    text = Path("objects/LICENSE").read_text("utf-8") if Path("objects/LICENSE").exists() else ""
    assert next((each.strip() for each in text.splitlines() if each.strip()), "") == line


def test_a_git_repository_is_made_where_there_is_none(tmp_path: Path) -> None:
    hooks = tmp_path / "home/templates/hooks"
    hooks.mkdir(parents=True)
    (hooks / "post-commit").write_text("#!/bin/sh\n")
    (tmp_path / "home/.gitconfig").write_text(f"[init]\ntemplateDir = {hooks.parent}\n")
    made = scaffold("new", "objects", "--no-input")
    shutil.rmtree(tmp_path / "home/templates")
    (tmp_path / "home/.gitconfig").unlink()
    assert made.stdout.splitlines()[-2] == "objects: 8 created; git repository initialised"
    assert Path("objects/.git/HEAD").read_text() == "ref: refs/heads/main\n"
    assert not Path("objects/.git/hooks").exists()
    inner = scaffold("new", "objects/inner", "--no-input")
    assert inner.stdout.splitlines()[-2] == "objects/inner: 8 created"
    assert not Path("objects/inner/.git").exists()


def test_the_workflow_pins_where_scaffold_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    origins = {
        None: "scaffold-go==1.2.3",
        '{"url": "file:///work/scaffold", "dir_info": {}}': "",
        '{"url": "https://example.com/s.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}': (
            "scaffold-go @ git+https://example.com/s.git@abc"
        ),
        '{"url": "https://example.com/s.whl", "archive_info": {}}': "scaffold-go @ https://example.com/s.whl",
    }

    class Distribution:
        version = "1.2.3"

        def __init__(self, text: str | None) -> None:
            self.read_text = lambda _name: text

    for text, requirement in origins.items():
        monkeypatch.setattr("importlib.metadata.distribution", lambda _name, text=text: Distribution(text))
        assert own_requirement() == requirement


def test_no_link_inside_the_folder_is_followed() -> None:
    Path("elsewhere").mkdir()
    Path("objects").mkdir()
    Path("objects/.github").symlink_to("../elsewhere")
    code, out, err = new("objects", "--no-input")
    assert (code, out) == (1, "")
    assert err == (
        "objects: error: .github in objects is no folder of its own, so nothing is written into it [starter]\n"
    )
    assert tree(Path("elsewhere")) == {}
    assert [path.name for path in Path("objects").iterdir()] == [".github"]


def test_a_file_in_the_way() -> None:
    Path("objects").write_text("mine\n")
    assert new("objects", "--no-input") == (
        1,
        "",
        "objects: error: objects is there already and is no directory [starter]\n",
    )
    assert new("objects/x", "--no-input")[0] == 3


def test_a_failure_in_the_middle_takes_everything_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "made/of/it")

    real = os.mkdir
    monkeypatch.setattr(
        os, "mkdir", lambda path, *more: full() if str(path).endswith("workflows") else real(path, *more)
    )
    assert new("a/b/objects", "--no-input") == (
        3,
        "",
        "made/of/it: error: cannot be written: No space left on device [starter-io]\n",
    )
    assert not Path("a").exists()


def test_values_that_the_template_does_not_know() -> None:
    message = "the template has no colour; it has module, phase, license"
    assert new("objects", "--no-input", "colour=blue") == (1, "", f"objects: error: {message} [starter]\n")
    assert new("objects", "--no-input", "_project=blue")[0] == 1
    assert not Path("objects").exists()


def test_nobody_answers() -> None:
    code, _, err = new("objects", stdin="")
    assert (code, err) == (
        1,
        "objects: error: nobody answers the questions [starter]\n  hint: use --no-input and KEY=VALUE\n",
    )
    assert not Path("objects").exists()


def test_answers_are_asked_for() -> None:
    code, out, err = new("objects", stdin="example.com/asked\nBeginnings: 1\n1\n")
    assert (code, err) == (0, "")
    assert out.startswith("  [1/3] Go module path (example.com/acme/objects): ")
    plan = yaml.safe_load(Path("objects/plan.yaml").read_text("utf-8"))
    assert (plan["module"], plan["phase"]["name"]) == ("example.com/asked", "Beginnings: 1")


def test_what_is_given_is_not_asked_for() -> None:
    code, out, _ = new("objects", "module=example.com/given", "license=none", stdin="\n")
    assert code == 0
    assert out.startswith("  [1/1] Name of the first phase (Foundations): ")
    plan = yaml.safe_load(Path("objects/plan.yaml").read_text("utf-8"))
    assert (plan["module"], plan["phase"]["name"]) == ("example.com/given", "Foundations")


@pytest.mark.parametrize(("keys", "code"), [(b"example.com/typed\r\r\r", 0), (b"\x03", 130), (b"\x04", 1)])
def test_questions_on_a_terminal(keys: bytes, code: int) -> None:
    """As a person has it: a pseudo-terminal on all three streams; Ctrl-C and Ctrl-D are keys."""
    pty = pytest.importorskip("pty")
    child, controller = pty.fork()
    if child == 0:
        words = command("new", "objects")
        os.execv(words[0], words)
    shown = b""
    for _ in range(120):
        ready, _, _ = select.select([controller], [], [], 0.5)
        if not ready:
            # The line editor drops what was typed before it took the terminal over: a person types again.
            if b"Go module path" in shown:
                os.write(controller, keys)
            continue
        try:
            more = os.read(controller, 4096)
        except OSError:
            break  # the terminal is gone with its last process
        if not more:
            break
        shown += more
    else:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(controller)
    assert os.waitstatus_to_exitcode(status) == code
    assert b"Traceback" not in shown
    assert Path("objects").exists() == (code == 0)
    if code == 0:
        assert b"next: edit objects/plan.yaml" in shown
        assert yaml.safe_load(Path("objects/plan.yaml").read_text("utf-8"))["module"] == "example.com/typed"


def template(settings: dict[str, object], **content: str | bytes) -> str:
    """A template of one's own in the folder ``template``; keys of `content` are paths."""
    root = Path("template")
    root.mkdir()
    (root / "cookiecutter.json").write_text(json.dumps(settings), "utf-8")
    for path, text in content.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    (root / "{{cookiecutter.name}}").mkdir(exist_ok=True)
    return "template"


def inside(path: str) -> str:
    return f"{{{{cookiecutter.name}}}}/{path}"


def test_a_template_of_ones_own() -> None:
    content: dict[str, str | bytes] = {
        inside("README.md"): "{% if true %}\n{{ cookiecutter.module }} {{ cookiecutter.licence }}\n{% endif %}\n",
        inside("{{ cookiecutter.__upper }}/a.txt"): "{% do [] %}{% include 'part' %}",
        inside("{% if cookiecutter.docker %}Dockerfile{% endif %}"): "FROM scratch\n",
        inside("raw/{{ cookiecutter.name }}.txt"): "{{ raw }}",
        inside("page.tmpl"): "{{ raw }}",
        inside("data.bin"): b"\x00{{ cookiecutter.name }}",
        inside("latin.txt"): b"caf\xe9 {{ cookiecutter.name }}",
        inside("dos.txt"): "{{ cookiecutter.name }}\r\nend\r\n",
        "templates/part": "part of {{ cookiecutter.name }}\n",
    }
    source = template(
        {
            "name": "shell",
            "module": "example.com/{{ cookiecutter.name }}",
            "licence": ["MIT", "BSD"],
            "docker": False,
            "__upper": "{{ cookiecutter.name | upper }}",
            "_copy_without_render": ["raw/*", "*.tmpl"],
            "_jinja2_env_vars": {"trim_blocks": True, "finalize": "never"},
            "_extensions": ["jinja2.ext.do"],
        },
        **content,
    )
    (Path("template") / inside("README.md")).chmod(0o755)
    assert new("made", "--template", source, "--no-input", "-q", "licence=BSD", "name=mine") == (0, "", "")
    made = {path: data for path, data in tree(Path("made")).items() if data is not None}
    assert made == {
        "README.md": b"example.com/mine BSD\n",
        "MINE/a.txt": b"part of mine\n",
        "raw/mine.txt": b"{{ raw }}",
        "page.tmpl": b"{{ raw }}",
        "data.bin": b"\x00{{ cookiecutter.name }}",
        "latin.txt": b"caf\xe9 {{ cookiecutter.name }}",
        "dos.txt": b"mine\r\nend\r\n",
    }
    assert os.access("made/README.md", os.X_OK)
    assert not os.access("made/dos.txt", os.X_OK)
    assert new("docked", "--template", source, "--no-input", "-q", "docker=yes")[0] == 0
    assert Path("docked/Dockerfile").exists()
    assert new("x", "--template", source, "--no-input", "licence=GPL")[0] == 1
    assert new("x", "--template", source, "--no-input", "docker=perhaps")[0] == 1


def test_a_template_in_an_archive() -> None:
    template({"name": "shell"}, **{inside("a.txt"): "{{ cookiecutter.name }}\n"})
    with zipfile.ZipFile("shell.zip", "w") as archive:
        archive.writestr("top/", "")
        for path in sorted(Path("template").rglob("*")):
            archive.write(path, f"top/{path.relative_to('template')}")
    assert new("made", "--template", "shell.zip", "--no-input", "-q") == (0, "", "")
    assert tree(Path("made")) == {"a.txt": b"shell\n"}


def test_a_template_in_a_git_repository() -> None:
    template({"name": "shell"}, **{inside("a.txt"): "{{ cookiecutter.name }}\n"})
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd="template", check=True)
    address = f"file://{Path('template').resolve()}"
    assert new("made", "--template", address, "--no-input", "-q") == (0, "", "")
    assert tree(Path("made")) == {"a.txt": b"shell\n"}


def test_hooks_never_run() -> None:
    touch = f"#!{sys.executable}\nopen({str(Path('ran').resolve())!r}, 'w')\n"
    hooks = {f"hooks/{name}.py": touch for name in ("pre_prompt", "pre_gen_project", "post_gen_project")}
    source = template({"name": "shell"}, **hooks, **{inside("a.txt"): "a\n"})
    for path in Path("template/hooks").iterdir():
        path.chmod(0o755)
    assert new("made", "--template", source, "--no-input", "-q") == (0, "", "")
    assert tree(Path("made")) == {"a.txt": b"a\n"}
    assert not Path("ran").exists()


def refused(source: str) -> str:
    """What the refusal says; nothing was made."""
    before = tree(Path())
    code, out, err = new("made", "--template", source, "--no-input")
    assert (code, out) == (1, "")
    assert tree(Path()) == before
    assert err.startswith("made: error: ")
    assert err.endswith(" [starter]\n")
    return err.removeprefix("made: error: ").removesuffix(" [starter]\n")


@pytest.mark.parametrize(
    "extension", ["evil.Extension", "cookiecutter.extensions.os.system", "jinja2.ext.Extension", "os.system"]
)
def test_extensions_of_a_templates_own_are_refused(extension: str) -> None:
    Path("evil.py").write_text("raise SystemExit('it ran')\n")
    source = template({"name": "shell", "_extensions": [extension]}, **{inside("a.txt"): "a\n"})
    assert refused(source) == f"the template wants to run code of its own ({extension})"


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('touch ran').read() }}",
        "{{ cookiecutter.update({}) or self.__init__.__globals__ }}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
        "{% if %}",
        "{% include '../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_code_in_a_template_is_confined(code: str) -> None:
    source = template({"name": "shell"}, **{inside("a.txt"): code})
    assert refused(source).startswith("the template cannot be rendered: a.txt: ")


def test_code_in_a_default_is_confined() -> None:
    source = template({"name": "shell", "x": "{{ ''.__class__.__mro__ }}"}, **{inside("a.txt"): "a\n"})
    assert refused(source).startswith("the template cannot be rendered: the default of x: ")


@pytest.mark.parametrize(
    "value",
    [
        "../escaped",
        "/tmp/escaped",
        "..",
        "a/../../escaped",
        ".git/hooks/pre-commit",
        "x/.GIT/config",
        "a\\b",
        ".scaffold/lock",
    ],
)
def test_names_that_lead_out_are_refused(value: str) -> None:
    source = template({"name": "shell", "_x": value}, **{inside("{{ cookiecutter._x }}"): "a\n"})
    message = refused(source)
    assert message.endswith(", which is no path inside a repository")
    assert not Path("escaped").exists()


def test_two_files_of_one_name_are_refused() -> None:
    source = template({"name": "a"}, **{inside("a"): "1\n", inside("{{ cookiecutter.name }}"): "2\n"})
    assert refused(source) == "the template makes a twice"


@pytest.mark.parametrize("where", [inside("link"), "templates/link", inside("folder/link")])
def test_links_in_templates_are_refused(where: str) -> None:
    source = template({"name": "shell"}, **{inside("a.txt"): "a\n"})
    (Path("template") / where).parent.mkdir(parents=True, exist_ok=True)
    (Path("template") / where).symlink_to("/etc/passwd")
    assert refused(source) == f"the template has something that is neither a file nor a folder: {where}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "template template: cookiecutter.json: Expecting property name enclosed in double quotes: "),
        ("[]", "template template: cookiecutter.json holds no mapping"),
        ("{}", "the template cannot be rendered"),
    ],
)
def test_broken_templates(text: str, message: str) -> None:
    source = template({}, **{inside("{{ cookiecutter.name }}"): "a\n"})
    Path("template/cookiecutter.json").write_text(text)
    assert refused(source).startswith(message)


@pytest.mark.parametrize("source", ["https://127.0.0.1:9/x.zip", "https://127.0.0.1:9/x.git", "git@127.0.0.1:x/y.git"])
def test_addresses_that_cannot_be_reached(source: str) -> None:
    assert refused(source).startswith(f"template {source} cannot be fetched: ")


@pytest.mark.parametrize(
    "settings",
    [
        {"name": "x", "_jinja2_env_vars": {"block_start_string": "{{"}},
        {"name": "x", "_jinja2_env_vars": {"variable_start_string": 1}},
        {"name": "x", "_jinja2_env_vars": {"line_statement_prefix": []}},
    ],
)
def test_delimiters_that_jinja_refuses(settings: dict[str, object]) -> None:
    assert refused(template(settings)).startswith("the template's _jinja2_env_vars cannot be used: ")


@pytest.mark.parametrize("depth", [30, 100_000])
def test_a_deep_cookiecutter_json(depth: int) -> None:
    source = template({"name": "x"})
    Path("template/cookiecutter.json").write_text('{"name": ' + "[" * depth + "]" * depth + "}")
    assert refused(source).startswith("template template: cookiecutter.json is nested ")


@pytest.mark.parametrize(
    "code",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 10000000000 }}",
        "{{ 'x'.ljust(10000000000) }}",
    ],
)
def test_templates_have_a_limit(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scaffold.starter.limits.SECONDS", 1)
    source = template({"name": "shell"}, **{inside("a.txt"): code})
    assert refused(source).startswith("the template cannot be rendered: a.txt: ")


def test_no_template() -> None:
    Path("empty").mkdir()
    assert refused("empty").startswith("template empty cannot be fetched: A valid repository")
    assert refused("missing").startswith("template missing cannot be fetched: A valid repository")
    (Path("empty") / "cookiecutter.json").write_text("{}")
    assert refused("empty") == "the template has no folder like {{cookiecutter.name}}"


def test_the_example_is_the_plan_of_a_golden_case() -> None:
    ended = scaffold("new", "--example")
    plan = golden_cases.GOLDEN / "tour-every-form" / "plan.yaml"
    assert (ended.code, ended.stderr, ended.stdout) == (0, "", plan.read_text("utf-8"))
