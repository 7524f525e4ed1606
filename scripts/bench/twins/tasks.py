"""What each measured model is fed: shapes, vocabularies, classes and the batch. The models themselves stand in
on_keras/ and on_torch/; scripts/bench/models.ts has the same ones as graphs."""

from typing import NamedTuple


class Feed(NamedTuple):
    """One array, without its batch axis. With `below`, int32 ids in [0, below); without, float32 in [0, 1)."""

    shape: tuple[int, ...]
    below: int | None = None


class Task(NamedTuple):
    """The inputs in the order of the model's arguments; targets are class ids, one a sample or one a step."""

    batch: int
    inputs: tuple[Feed, ...]
    target: Feed


TASKS = {
    "cnn": Task(64, (Feed((28, 28, 1)),), Feed((), 10)),
    "lstm": Task(32, (Feed((100,), 5000),), Feed((), 2)),
    "transformer": Task(32, (Feed((64,), 5000),), Feed((), 2)),
    "vit": Task(32, (Feed((32, 32, 3)),), Feed((), 10)),
    "translator": Task(64, (Feed((20,), 4000), Feed((20,), 4000)), Feed((20,), 4000)),
    "ft": Task(256, (Feed((16,)),), Feed((), 2)),
    "vgg": Task(8, (Feed((224, 224, 3)),), Feed((), 10)),
}
