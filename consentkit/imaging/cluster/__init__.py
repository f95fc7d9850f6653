"""The same scan on a cluster of machines (Dask): files go there, scans come back, keys stay here."""
