"""The names and e-mails that an invented person shows on a platform, not always their own.

Whoever shows no e-mail shows their whole name, decorated perhaps, or the name of a device, which
reference/people.csv puts right.
"""

from dataclasses import dataclass
from random import Random

TEAMS = ("cop-2", "cop-4")
"""Sessions held on Teams, which writes after a name how the person got in."""
REGISTERED = ("hic-1",)
"""Sessions that one registers for: everyone's e-mail is known."""
OFFICE = "@network-office.example"
"""Colleagues of the host, signed in to the host's own account."""


@dataclass(frozen=True)
class Shown:
    """How one person appears in one session, on their own computer or on a second device."""

    session: str
    person: dict
    mess: float
    chance: Random

    def on(self, device: bool) -> dict:
        """Return name, email and device of one connection."""
        email = "" if self._hides(device) else self.person["email"]
        way = self._teams if self.session in TEAMS else self._zoom
        name, email = way(email, device)
        return {"name": name, "email": email, "device": device}

    def _hides(self, device: bool) -> bool:
        tidy = self.session in REGISTERED or self.person["shown"] or self.person["member"] == "no"
        share = min(0.6, (0.5 if device else 0.12) * self.mess)
        hidden = self.chance.random() < share
        return hidden and not tidy and not self.person["email"].endswith(OFFICE)

    def _zoom(self, email: str, device: bool) -> tuple[str, str]:
        name = self.person["shown"] or self.person["name"]
        if device and not email and self.person["email"]:
            return f"{self.person['first']}'s iPad", ""
        if self.chance.random() > min(0.7, 0.2 * self.mess):
            return name, email
        return self.chance.choice(self._renamed() if email else self._decorated()), email

    def _renamed(self) -> list[str]:
        first, last, name = (self.person[part] for part in ("first", "last", "name"))
        place = self.person["organisation"] or "guest"
        initial, upper = f"{first} {last[0]}", f"{last.upper()} {first}"
        return [f"{initial} ({name})", upper, f"{first} ({place})", first]

    def _decorated(self) -> list[str]:
        name, place = self.person["name"], self.person["organisation"]
        if self.person["member"] == "no":
            return [name]
        return [f"{name} (iPad)", f"{name} ({place})", f"{name} "]

    def _teams(self, email: str, device: bool) -> tuple[str, str]:
        name = self.person["shown"] or self.person["name"]
        if device or not email:
            return f"{self.person['name']} {self.chance.choice(['(Guest)', '(Unverified)'])}", ""
        if email.endswith(OFFICE):
            return name, email
        if self.chance.random() < min(0.5, 0.1 * self.mess) and not self.person["shown"]:
            name = f"{self.person['last']}, {self.person['first']}"
        return f"{name} (External)", self.chance.choice([email, email, email, email.title()])
