import json
import struct
from pathlib import Path

import httpx2
import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from northing.insight.embedders import embedder_for
from northing.insight.embedders.encoder import gelu
from northing.insight.embedders.endpoint import Endpoint
from northing.insight.embedders.safetensors import read_tensors
from northing.insight.embedders.transformer import Transformer

SIZE, HEADS, WIDE = 8, 2, 12
WORDS = ["[UNK]", "dark", "mode", "night", "export"]


def write_safetensors(path: Path, tensors: dict[str, NDArray[np.float32]]) -> None:
    head, body = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.astype("<f4").tobytes()
        head[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(body), len(body) + len(raw)],
        }
        body += raw
    said = json.dumps(head).encode()
    path.write_bytes(struct.pack("<Q", len(said)) + said + body)


def tiny_tensors() -> dict[str, NDArray[np.float32]]:
    rng = np.random.default_rng(3)

    def some(*shape: int) -> NDArray[np.float32]:
        return rng.normal(scale=0.5, size=shape).astype(np.float32)

    tensors = {
        "embeddings.word_embeddings.weight": some(len(WORDS), SIZE),
        "embeddings.position_embeddings.weight": some(40, SIZE),
        "embeddings.token_type_embeddings.weight": some(2, SIZE),
        "embeddings.LayerNorm.weight": some(SIZE),
        "embeddings.LayerNorm.bias": some(SIZE),
    }
    shapes = {
        "attention.self.query": (SIZE, SIZE),
        "attention.self.key": (SIZE, SIZE),
        "attention.self.value": (SIZE, SIZE),
        "attention.output.dense": (SIZE, SIZE),
        "attention.output.LayerNorm": (SIZE,),
        "intermediate.dense": (WIDE, SIZE),
        "output.dense": (SIZE, WIDE),
        "output.LayerNorm": (SIZE,),
    }
    for name, shape in shapes.items():
        tensors[f"encoder.layer.0.{name}.weight"] = some(*shape)
        tensors[f"encoder.layer.0.{name}.bias"] = some(shape[0])
    return tensors


@pytest.fixture
def model(tmp_path: Path) -> Path:
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    config = {
        "model_type": "bert",
        "hidden_size": SIZE,
        "num_attention_heads": HEADS,
        "num_hidden_layers": 1,
        "layer_norm_eps": 1e-12,
    }
    (tmp_path / "config.json").write_text(json.dumps(config))
    write_safetensors(tmp_path / "model.safetensors", tiny_tensors())
    return tmp_path


def test_out_of_the_box_alike_words_are_near_without_network_or_logging() -> None:
    words = embedder_for(None)
    export, spreadsheet, dog = words.embed(["export to a spreadsheet", "Excel exports", "the dog barked"])
    assert export @ spreadsheet > export @ dog
    assert not words.embed(["", "?!"]).any()


def test_the_same_text_has_the_same_vector_whatever_it_is_asked_with(model: Path) -> None:
    for embedder in (embedder_for(None), embedder_for(str(model))):
        together = embedder.embed(["dark mode at night", "export", "dark"])
        alone = np.concatenate([embedder.embed([text]) for text in ("dark mode at night", "export", "dark")])
        assert np.allclose(together, alone, atol=1e-5)


def test_a_transformer_in_numpy_computes_what_its_definition_says(model: Path) -> None:
    """One layer, by loops: each token attends to each by softmax of scaled products, head by head."""
    t = {name: tensor.astype(float) for name, tensor in tiny_tensors().items()}

    def linear(name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
        return x @ t[f"encoder.layer.0.{name}.weight"].T + t[f"encoder.layer.0.{name}.bias"]

    def norm(name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
        scaled = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return scaled * t[f"{name}.weight"] + t[f"{name}.bias"]

    words = t["embeddings.word_embeddings.weight"][[1, 2, 4]]
    x = norm(
        "embeddings.LayerNorm",
        words
        + t["embeddings.position_embeddings.weight"][:3]
        + t["embeddings.token_type_embeddings.weight"][0],
    )
    mixed = np.zeros_like(x)
    each = SIZE // HEADS
    for head in range(HEADS):
        part = slice(head * each, (head + 1) * each)
        q, k, v = (linear(f"attention.self.{name}", x)[:, part] for name in ("query", "key", "value"))
        for at in range(3):
            shares = np.exp([q[at] @ k[other] / np.sqrt(each) for other in range(3)])
            mixed[at, part] = (shares / shares.sum()) @ v
    x = norm("encoder.layer.0.attention.output.LayerNorm", x + linear("attention.output.dense", mixed))
    wide = gelu(linear("intermediate.dense", x).astype(np.float32)).astype(float)
    x = norm("encoder.layer.0.output.LayerNorm", x + linear("output.dense", wide))
    assert np.allclose(Transformer.from_folder(model).embed(["dark mode export"])[0], x.mean(axis=0), atol=1e-4)


@pytest.mark.parametrize(
    ("x", "expected"), [(0.0, 0.0), (1.0, 0.8413447), (-1.0, -0.1586553), (3.0, 2.9959503)]
)
def test_gelu_is_x_times_the_normal_distribution(x: float, expected: float) -> None:
    assert gelu(np.array([x], dtype=np.float32))[0] == pytest.approx(expected, abs=1e-6)


def test_a_folder_that_holds_no_model_is_refused_naming_what_is_missing(model: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"config\.json"):
        embedder_for(str(tmp_path / "nowhere"))
    (model / "config.json").write_text(json.dumps({"model_type": "mpnet"}))
    with pytest.raises(ValueError, match="mpnet"):
        embedder_for(str(model))
    (model / "model.safetensors").write_bytes(b"short")
    with pytest.raises(ValueError, match="safetensors"):
        read_tensors(model / "model.safetensors")


def endpoint(answer: object, status: int = 200) -> tuple[Endpoint, list[dict[str, object]]]:
    asked: list[dict[str, object]] = []

    def handle(request: httpx2.Request) -> httpx2.Response:
        said = json.loads(request.content)
        asked.append(said)
        return httpx2.Response(status, json=answer(said) if callable(answer) else answer)

    client = httpx2.Client(transport=httpx2.MockTransport(handle))
    return Endpoint("http://localhost:9/v1/embeddings#small", client), asked


def test_an_endpoint_is_asked_in_the_usual_form_and_its_rows_are_put_in_order() -> None:
    def answer(said: dict[str, list[str]]) -> object:
        rows = [{"index": at, "embedding": [float(len(text)), 1.0]} for at, text in enumerate(said["input"])]
        return {"data": rows[::-1]}

    embedder, asked = endpoint(answer)
    assert embedder.embed(["aa", "", "a"]).tolist() == [[2.0, 1.0], [0.0, 0.0], [1.0, 1.0]]
    assert asked[-1] == {"input": ["aa", "a"], "model": "small"}
    assert embedder.dimensions == 2


@pytest.mark.parametrize(("answer", "status"), [({"error": "no"}, 200), ({"data": []}, 500), ([], 200)])
def test_an_endpoint_that_answers_otherwise_is_named(answer: object, status: int) -> None:
    embedder, _ = endpoint(answer, status)
    with pytest.raises(ValueError, match="localhost:9"):
        embedder.embed(["dark mode"])
