"""A sentence transformer from a local folder, run by numpy: no torch, no network.

The folder has the sentence-transformers layout: `config.json`, `tokenizer.json`, `model.safetensors` and,
where they differ from the defaults, `1_Pooling/config.json` and `sentence_bert_config.json`. Architectures:
BERT, RoBERTa, XLM-RoBERTa, as most small sentence models are (all-MiniLM, bge, gte, e5).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from northing.insight.embedders.encoder import Encoder
from northing.insight.embedders.safetensors import read_tensors
from northing_engine.similarity.embedder import Vectors

# Tokens of a text that are read: what comes later in a report is mostly its log.
MOST_TOKENS = 256
# Tokens in one batch, padding included: bounds the memory at about 100 MB.
BATCH_TOKENS = 4096


class Transformer:
    """An `Embedder`: each text is the mean (or, where the model says so, the first) vector of its tokens."""

    contextual = True

    def __init__(self, name: str, tokenizer: Tokenizer, encoder: Encoder, most_tokens: int, mean: bool) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._mean = mean
        tokenizer.no_padding()
        tokenizer.enable_truncation(most_tokens)

    @classmethod
    def from_folder(cls, folder: Path) -> Transformer:
        """Raises ValueError, naming the file, when the folder holds no model that can be run."""
        for needed in ("config.json", "tokenizer.json", "model.safetensors"):
            if not (folder / needed).is_file():
                raise ValueError(f"{folder} has no {needed}: name a folder in the sentence-transformers layout")
        config = _read(folder / "config.json")
        pooling = _read(folder / "1_Pooling" / "config.json")
        limits = _read(folder / "sentence_bert_config.json")
        own_limit = int(str(limits.get("max_seq_length") or MOST_TOKENS))
        return cls(
            name=f"transformer {folder.resolve().name} {config.get('hidden_size')}",
            tokenizer=Tokenizer.from_file(str(folder / "tokenizer.json")),
            encoder=Encoder.of(config, read_tensors(folder / "model.safetensors")),
            most_tokens=min(own_limit, MOST_TOKENS),
            mean=not pooling.get("pooling_mode_cls_token", False),
        )

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        read = [found.ids for found in self._tokenizer.encode_batch(list(texts))]
        order = sorted((at for at, text in enumerate(texts) if text.strip()), key=lambda at: len(read[at]))
        while order:
            longest = len(read[order[-1]])
            part = order[-max(1, BATCH_TOKENS // longest) :]
            del order[-len(part) :]
            vectors[part] = self._batch([read[at] for at in part])
        return vectors

    def _batch(self, read: list[list[int]]) -> Vectors:
        lengths = np.array([len(ids) for ids in read])
        tokens = np.zeros((len(read), int(lengths.max())), dtype=np.intp)
        for row, ids in enumerate(read):
            tokens[row, : len(ids)] = ids
        said = np.arange(tokens.shape[1]) < lengths[:, None]
        states = self._encoder.states(tokens, said)
        if not self._mean:
            return states[:, 0]
        pooled: Vectors = (states * said[:, :, None]).sum(axis=1) / lengths[:, None].astype(np.float32)
        return pooled


def _read(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise ValueError(f"{path} is not JSON") from wrong
    if not isinstance(found, dict):
        raise ValueError(f"{path} is not a JSON object")
    return found
