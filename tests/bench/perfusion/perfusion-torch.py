"""Times the same matrix products and convolutions in PyTorch, one thread, without gradients.

Input: a JSON list of works, each a list of operations as `perfusion-work.ts` notes them.
Output: one line a work, the median milliseconds of processor time of RUNS runs.
"""

import json
import statistics
import sys
import time

import torch

RUNS = 3


def prepare(operation):
    if operation["kind"] == "product":
        batch, rows, inner, columns = (operation[key] for key in ("batch", "rows", "inner", "columns"))
        a, b = torch.randn(batch, rows, inner), torch.randn(batch, inner, columns)
        return lambda: torch.matmul(a, b)
    batch, height, width, channels = operation["input"]
    filter_height, filter_width, _, out = operation["filter"]
    stride = round(height / operation["output"][1])
    padding = 0 if stride == filter_height else filter_height // 2
    x = torch.randn(batch, channels, height, width)
    weight = torch.randn(out, channels, filter_height, filter_width)
    return lambda: torch.nn.functional.conv2d(x, weight, stride=stride, padding=padding)


def milliseconds(works):
    start = time.process_time()
    for work in works:
        work()
    return 1000 * (time.process_time() - start)


torch.set_num_threads(1)
with torch.no_grad():
    for operations in json.load(sys.stdin):
        prepared = {json.dumps(each): each for each in operations}
        ready = {key: prepare(each) for key, each in prepared.items()}
        works = [ready[json.dumps(each)] for each in operations]
        milliseconds(works)
        print(statistics.median(milliseconds(works) for _ in range(RUNS)), flush=True)
