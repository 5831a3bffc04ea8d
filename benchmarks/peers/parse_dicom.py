"""Times pydicom's reading of all elements: parse_dicom.py RUNS FILE... Prints JSON; reading from disk is not timed."""
import io
import json
import sys
import time

import pydicom

runs = int(sys.argv[1])
contents = [open(path, "rb").read() for path in sys.argv[2:]]


def run():
    for content in contents:
        dataset = pydicom.dcmread(io.BytesIO(content))
        # Values are converted when asked for: what the geometry needs.
        dataset.ImagePositionPatient, dataset.PixelSpacing, dataset.Rows, dataset.SeriesInstanceUID


times = []
for _ in range(runs):
    start = time.perf_counter()
    run()
    times.append(1000 * (time.perf_counter() - start))
print(json.dumps({"name": "pydicom.dcmread", "version": pydicom.__version__, "milliseconds": times}))
