"""The extraction of `geo.extract` over many articles at once, on Dask: one partition in, one partition out.

`geo.batch.plan` cuts the inputs into partitions and keeps the manifest of a result; `geo.batch.run` sends them to a
cluster; `geo.batch.work` is what a worker does with one of them; `geo.batch.reader` is the process, one a thread of a
worker, in which articles are read, so that no article can take a worker down.
"""
