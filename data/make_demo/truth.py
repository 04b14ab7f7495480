"""What happened in the invented community, before any platform wrote it down."""

from dataclasses import dataclass

import pandas as pd

from . import attending, feedback, registering, rooms, tables


@dataclass(frozen=True)
class Truth:
    """What happened. All of it is invented; instants are UTC, to the second.

    Nobody's presence (the union of their connections) is between 4 and 8 minutes, so the rule of
    five minutes has one answer whatever a platform rounds.
    """

    sessions: pd.DataFrame
    """A row a session: the columns of sessions.csv, number, starts, ends."""
    people: pd.DataFrame
    """A row a person: person, name, email, country, language, organisation, member (yes, no)…"""
    connections: pd.DataFrame
    """A row a connection: session, person, joined_at, left_at; name and email as shown, device."""
    waiting: pd.DataFrame
    """A row a stay in a waiting room, in the columns of connections: not attendance."""
    registrations: pd.DataFrame
    """A row a registration: session, person, registered_at, place (connection's country)."""
    rooms: pd.DataFrame
    """A row a person in a break-out room: session, part, person, room, language."""
    comments: pd.DataFrame
    """A row a comment: session, form, respondent, submitted_at, language, prompt, question…"""
    votes: pd.DataFrame
    """A row a closed answer: session, form, respondent, submitted_at, question, answer."""


def invent(seed: int = 2025, mess: float = 1.0) -> Truth:
    """Return an invented community: everything drawn by `seed`.

    `mess` scales rejoins, second devices, renamed guests, waiting rooms and missing e-mails; it
    changes neither who came nor when they arrived. Comments are written by hand and stay; when
    they are sent is drawn.
    """
    sessions, people = tables.sessions(), tables.people()
    connections = attending.connections(sessions, people, seed, mess)
    return Truth(
        sessions=sessions,
        people=people,
        connections=connections,
        waiting=attending.waiting(connections, seed, mess),
        registrations=registering.registrations(sessions, people, connections, seed),
        rooms=rooms.rooms(people, connections, seed),
        comments=feedback.comments(sessions, seed),
        votes=feedback.votes(sessions, seed),
    )
