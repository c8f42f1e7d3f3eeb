"""What is said when nothing can be shown."""

from trekbot.answering.claims import Notice

NOTHING_VERIFIED = Notice("The roadmaps do not say that.")
