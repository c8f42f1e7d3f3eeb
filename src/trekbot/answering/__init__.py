"""From evidence to an answer whose every sentence is cited and verified."""
