"""The Gradio page, and what it shows."""

import os

# Gradio reads these when it is imported, so they are said here: this file runs before any module of the package.
# It would report home, and after each event it would sum up all events with pandas, for a page that is switched off.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**12)
