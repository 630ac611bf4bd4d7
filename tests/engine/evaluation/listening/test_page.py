import base64
import json
import re

import pytest

from engine.evaluation.listening.answers import add_answers
from engine.evaluation.listening.page import write_page
from engine.evaluation.listening.scores import counted
from engine.progress import JobContext
from tests.browser import ask_page
from tests.engine.evaluation.listening.sittings import make_sitting


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder, sitting = make_sitting(tmp_path_factory.mktemp("page"))
    page = folder / "test.html"
    write_page(folder, sitting, page, JobContext())
    return folder, sitting, page.read_text(encoding="utf-8")


def stored(page, name):
    text = re.search(f'<script id="{name}" type="application/json">(.*?)</script>', page, re.S)
    return json.loads(text[1])


def test_the_page_holds_every_sound_and_needs_no_other_file(made):
    folder, sitting, page = made
    media = stored(page, "media")
    for trial in sitting.trials:
        data = media[trial.media].partition("base64,")[2]
        assert base64.b64decode(data) == (folder / "media" / trial.media).read_bytes()
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "http" not in page


def test_the_page_hides_the_systems_and_which_trials_are_checks(made):
    _, sitting, page = made
    test = stored(page, "test")
    assert set(test["trials"][0]) == {"id", "scale", "practice", "media", "target"}
    for word in ("Ground truth", "Good", "Bad", "clip0", 'beeps"'):
        assert word not in page.partition('id="media"')[0]
    assert len(test["trials"]) == len(sitting.trials)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])  # browsers play only the first
def test_in_a_browser_the_videos_play_to_their_end(tmp_path, codec):
    folder, sitting = make_sitting(tmp_path, scales=("alignment",), codec=codec)
    page = folder / "test.html"
    write_page(folder, sitting, page, JobContext())
    script = """
part("name").value = "Robin";
part("enter").requestSubmit();
const passed = [], wait = setInterval(() => {
  const id = state.order[state.at];
  if (part("video").error) say(part("video").error.message);
  if (!state.heard[id]) return;
  const video = part("video");
  if (player() === video) passed.push([video.videoWidth > 0, video.currentTime > 0.3]);
  if (passed.length === 2) { clearInterval(wait); say(passed); return; }
  give(3);
  step(1);
}, 100);"""
    assert ask_page(page, script, tmp_path) == [[True, True], [True, True]]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("attentive", [True, False])
def test_a_sitting_by_keys_comes_back_as_a_file_and_tells_who_did_not_listen(tmp_path, attentive):
    folder, sitting = make_sitting(tmp_path, scales=("realism",))
    page = folder / "test.html"
    write_page(folder, sitting, page, JobContext())
    beeps = {trial.id: trial.beeps for trial in sitting.trials if trial.beeps is not None}
    assert beeps
    script = f"""
const beeps = {json.dumps(beeps)}, attentive = {json.dumps(attentive)};
const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", {{ key }}));
URL.createObjectURL = (blob) => {{ blob.text().then(say); return "#"; }};
HTMLAnchorElement.prototype.click = () => {{}};
if (!sessionStorage.getItem("again")) part("name").value = "Robin";
else if (part("name").value !== "Robin" || state.at !== 2) say("it starts again");
part("enter").requestSubmit();
const wait = setInterval(() => {{
  if (!part("end").hidden) {{ clearInterval(wait); part("save").click(); return; }}
  const id = state.order[state.at];
  press("3");  // too early, as long as the sound plays
  if (!state.heard[id] && id in state.scores) say("it can be judged unheard");
  if (!state.heard[id]) return;
  const right = beeps[id] ?? 4;
  press(String(attentive ? right : right % 5 + 1));
  press("ArrowRight");
  if (state.at === 2 && !sessionStorage.getItem("again")) {{
    sessionStorage.setItem("again", "yes");
    location.reload();  // in the middle
  }}
}}, 50);"""
    file = tmp_path / "answers Robin.json"
    file.write_text(ask_page(page, script, tmp_path), encoding="utf-8")
    answers = add_answers(folder, sitting, file)
    assert answers.listener == "Robin"
    assert answers.given(sitting) == len(sitting.trials)
    assert counted(sitting, [answers]) == ([answers] if attentive else [])


def test_the_page_explains_every_step_of_every_scale(made):
    steps = {scale["name"]: scale["steps"] for scale in stored(made[2], "test")["scales"]}
    assert list(steps) == ["realism", "alignment", "timbre"]
    assert [score for score, _ in steps["realism"]] == [5, 4, 3, 2, 1]
    assert steps["realism"][0][1].startswith("Entirely real")
