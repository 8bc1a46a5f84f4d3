"""Toasts under the name that pages know. They live in the kernel: the room below `ui` says things, too."""

from northing.kernel.toasts import Toast, keep_for_page, take_toasts, toast

__all__ = ["Toast", "keep_for_page", "take_toasts", "toast"]
