"""Python imports this at its start where this folder is on PYTHONPATH, so the processes that tests start are guarded."""

import network_guard

network_guard.install()
