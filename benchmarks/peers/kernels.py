"""Times scipy.ndimage or scikit-image on a mask: kernels.py KERNEL FILE NX NY NZ RUNS. Prints JSON; reading is not timed."""
import json
import sys
import time

import numpy

kernel, path = sys.argv[1:3]
nx, ny, nz, runs = map(int, sys.argv[3:7])
mask = numpy.fromfile(path, dtype=numpy.uint8).reshape(nz, ny, nx)

if kernel == "label":
    import scipy.ndimage

    name, version = "scipy.ndimage.label", scipy.__version__

    def run():
        return int(scipy.ndimage.label(mask)[1])

elif kernel == "distance":
    import scipy.ndimage

    name, version = "scipy.ndimage.distance_transform_edt", scipy.__version__
    outside = mask == 0

    def run():
        return float(scipy.ndimage.distance_transform_edt(outside, sampling=(1, 0.7, 0.7)).max())

else:
    import skimage
    from skimage.measure import marching_cubes

    name, version = "skimage.measure.marching_cubes", skimage.__version__
    # Both give the surface closed at the faces; the margin is not timed.
    padded = numpy.pad(mask, 1).astype(numpy.float32)

    def run():
        return len(marching_cubes(padded, 0.5, spacing=(1, 0.7, 0.7))[1])


times = []
for _ in range(runs):
    start = time.perf_counter()
    result = run()
    times.append(1000 * (time.perf_counter() - start))
print(json.dumps({"name": name, "version": version, "milliseconds": times, "result": result}))
