"""What holds for every test: no network, and no settings of the person who runs them.

The environment is set before anything of Trekbot or its libraries is imported: some read it only once.
"""

import os
import signal
import sys
from pathlib import Path

OFFLINE = Path(__file__).parent / "offline"

SETTINGS_OF_TESTS = "TREKBOT_TEST_"  # these are the tests' own, and no settings of Trekbot

for name in [name for name in os.environ if name.startswith("TREKBOT_") and not name.startswith(SETTINGS_OF_TESTS)]:
    del os.environ[name]
os.environ.update(
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    ANONYMIZED_TELEMETRY="False",
    GRADIO_ANALYTICS_ENABLED="False",
    TOKENIZERS_PARALLELISM="false",
    PYTHONPATH=os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")])),
)

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # so starts what a script puts in the background, and its children
    signal.signal(signal.SIGINT, signal.default_int_handler)

sys.path.insert(0, str(OFFLINE))
import network_guard  # noqa: E402

network_guard.install()
