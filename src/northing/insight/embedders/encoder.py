"""The encoder of BERT and its kin, forward only (Devlin et al. 2019; Vaswani et al. 2017), in plain numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

# Where positions begin: RoBERTa keeps the first two for padding.
_FIRST_POSITION = {"bert": 0, "roberta": 2, "xlm-roberta": 2}
_PREFIXES = ("", "bert.", "roberta.", "model.")


@dataclass(frozen=True, eq=False)
class Linear:
    weight: Array  # (inputs, outputs), as numpy multiplies it
    bias: Array

    def __call__(self, x: Array) -> Array:
        return x @ self.weight + self.bias


@dataclass(frozen=True, eq=False)
class Norm:
    scale: Array
    shift: Array
    epsilon: float

    def __call__(self, x: Array) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        normed: Array = centred / spread * self.scale + self.shift
        return normed


@dataclass(frozen=True, eq=False)
class Layer:
    query: Linear
    key: Linear
    value: Linear
    attended: Linear
    after_attention: Norm
    wide: Linear
    narrow: Linear
    after: Norm

    def __call__(self, x: Array, masked: Array, heads: int) -> Array:
        x = self.after_attention(x + self.attended(self._attention(x, masked, heads)))
        return self.after(x + self.narrow(gelu(self.wide(x))))

    def _attention(self, x: Array, masked: Array, heads: int) -> Array:
        texts, tokens, size = x.shape
        shape = (texts, tokens, heads, size // heads)
        q, k, v = (part(x).reshape(shape).transpose(0, 2, 1, 3) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(size // heads)) + masked
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares = scores / scores.sum(axis=-1, keepdims=True)
        mixed: Array = (shares @ v).transpose(0, 2, 1, 3).reshape(texts, tokens, size)
        return mixed


@dataclass(frozen=True, eq=False)
class Encoder:
    words: Array
    positions: Array
    kind: Array
    norm: Norm
    layers: tuple[Layer, ...]
    heads: int
    first_position: int

    @property
    def dimensions(self) -> int:
        return int(self.words.shape[1])

    def states(self, tokens: NDArray[np.intp], said: NDArray[np.bool_]) -> Array:
        """(texts, tokens, dimensions) for token numbers and a mask of the same shape, False for padding."""
        places = self.positions[self.first_position : self.first_position + tokens.shape[1]]
        x = self.norm(self.words[tokens] + places + self.kind)
        masked = np.where(said, np.float32(0), np.float32(-1e4))[:, None, None, :].astype(np.float32)
        for layer in self.layers:
            x = layer(x, masked, self.heads)
        return x

    @classmethod
    def of(cls, config: Mapping[str, object], tensors: Mapping[str, NDArray[np.generic]]) -> Encoder:
        """From a model's configuration and arrays. Raises ValueError for what is not run here."""
        kind = str(config.get("model_type"))
        if kind not in _FIRST_POSITION:
            raise ValueError(f"models of type {kind} are not run here, only {', '.join(_FIRST_POSITION)}")
        if config.get("hidden_act", "gelu") != "gelu":
            raise ValueError(f"the activation {config.get('hidden_act')} is not run here, only gelu")
        prefix = next(
            (each for each in _PREFIXES if f"{each}embeddings.word_embeddings.weight" in tensors), None
        )
        if prefix is None:
            raise ValueError("the model's file has no word embeddings: it is no BERT")
        read = _Weights(tensors, prefix, float(str(config.get("layer_norm_eps", 1e-12))))
        return cls(
            words=read.array("embeddings.word_embeddings.weight"),
            positions=read.array("embeddings.position_embeddings.weight"),
            kind=read.array("embeddings.token_type_embeddings.weight")[0],
            norm=read.norm("embeddings.LayerNorm"),
            layers=tuple(read.layer(at) for at in range(int(str(config["num_hidden_layers"])))),
            heads=int(str(config["num_attention_heads"])),
            first_position=_FIRST_POSITION[kind],
        )


@dataclass(frozen=True, eq=False)
class _Weights:
    tensors: Mapping[str, NDArray[np.generic]]
    prefix: str
    epsilon: float

    def array(self, name: str) -> Array:
        found = self.tensors.get(self.prefix + name)
        if found is None:
            raise ValueError(f"the model's file has no {name}")
        return found.astype(np.float32)

    def linear(self, name: str) -> Linear:
        return Linear(np.ascontiguousarray(self.array(f"{name}.weight").T), self.array(f"{name}.bias"))

    def norm(self, name: str) -> Norm:
        return Norm(self.array(f"{name}.weight"), self.array(f"{name}.bias"), self.epsilon)

    def layer(self, at: int) -> Layer:
        name = f"encoder.layer.{at}"
        return Layer(
            query=self.linear(f"{name}.attention.self.query"),
            key=self.linear(f"{name}.attention.self.key"),
            value=self.linear(f"{name}.attention.self.value"),
            attended=self.linear(f"{name}.attention.output.dense"),
            after_attention=self.norm(f"{name}.attention.output.LayerNorm"),
            wide=self.linear(f"{name}.intermediate.dense"),
            narrow=self.linear(f"{name}.output.dense"),
            after=self.norm(f"{name}.output.LayerNorm"),
        )


def gelu(x: Array) -> Array:
    """x times the normal distribution function at x (Abramowitz & Stegun 7.1.26: to a millionth)."""
    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    upper = 1 - poly * np.exp(-z * z)
    return np.asarray(0.5 * x * (1 + np.copysign(upper, x)), dtype=np.float32)
