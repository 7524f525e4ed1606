"""`python -m twins measure|profile|save|compare …`: each prints one JSON line, `profile` a table."""

import argparse
import json
import os

from .tasks import TASKS

FRAMEWORKS = ("keras", "keras-jit", "keras-nojit", "torch", "torch-compile")

parser = argparse.ArgumentParser(prog="twins")
commands = parser.add_subparsers(dest="command", required=True)
for command in ("measure", "profile", "save", "compare"):
    words = commands.add_parser(command)
    words.add_argument("--model", choices=TASKS, required=True)
    words.add_argument("--threads", type=int, default=os.cpu_count())
    if command in ("measure", "profile"):
        words.add_argument("--framework", choices=FRAMEWORKS, required=True)
    if command == "measure":
        words.add_argument("--seconds", type=float, default=6)
    if command in ("save", "compare"):
        words.add_argument("--file", required=True, help="what Keras computed, which `save` writes and `compare` reads (.npz)")
args = parser.parse_args()

# Each framework is imported only where it is asked for: the two live in environments of their own.
if args.command == "save":
    from .on_keras.save import save

    save(args.model, args.file)
elif args.command == "compare":
    from .on_torch.compare import compare

    print(json.dumps(compare(args.model, args.file)))
else:
    if args.framework.startswith("keras"):
        from .on_keras import measure as measuring, profile as profiling
    else:
        from .on_torch import measure as measuring, profile as profiling
    if args.command == "measure":
        print(json.dumps(measuring.measure(args.model, args.framework, args.seconds, args.threads)))
    else:
        profiling.profile(args.model, args.framework, args.threads)
