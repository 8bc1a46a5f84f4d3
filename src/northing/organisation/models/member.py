from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track


class Role(models.TextChoices):
    """What a member may do anywhere; teams and products narrow it."""

    OWNER = "owner", "Owner"
    HEAD = "head", "Head of Product"
    MANAGER = "manager", "Product manager"
    MEMBER = "member", "Team member"
    VIEWER = "viewer", "Viewer"


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


# The password and the last visits are no history that anybody should read.
@track(exclude=["password", "last_login", "seen_at"])
class Member(AbstractBaseUser):
    """A person who signs in, with a manager above (the reporting line) and one access role."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    manager = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    single_keys = models.BooleanField(
        default=True, help_text="Single keys act (WCAG 2.1.4 lets people switch them off)."
    )

    objects: ClassVar[MemberManager] = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="addresses_are_lower_case"),
            models.CheckConstraint(
                condition=~models.Q(manager=models.F("id")), name="nobody_manages_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()

    @property
    def runs_the_place(self) -> bool:
        return self.role in {Role.OWNER, Role.HEAD}

    def get_full_name(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
