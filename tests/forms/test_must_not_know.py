"""Who must not know, and who is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.contact import ROLES
from forms.library import Library
from forms.must_not_know import ALWAYS_TOLD, NEAR, SOMEONE_NEAR, STAFF, list_must_not_know, may_be_told

NAMEABLE = st.sampled_from(sorted({*ROLES, *NEAR, *STAFF, SOMEONE_NEAR}))
PEOPLE = st.sampled_from(sorted({*NEAR, *STAFF, *ALWAYS_TOLD, "somebody_new"}))


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({}, ()),
        ({"could_see": None, "not_front_of": None, "helper": None}, ()),
        ({"could_see": "no", "helper": "alone", "helper_role": "carer"}, ()),
        ({"not_front_of": ("dad", "carer")}, ("carer", "dad")),
        ({"could_see": "some"}, (SOMEONE_NEAR,)),
        ({"could_see": "yes", "helper": "read_to_me", "helper_role": "carer"}, ("carer", SOMEONE_NEAR)),
        ({"helper": "typed_for_me"}, (SOMEONE_NEAR,)),
        ({"helper": "typed_for_me", "helper_role": None}, (SOMEONE_NEAR,)),
    ],
)
def test_who_must_not_know_follows_from_the_answers(answers: dict[str, Any], named: tuple[str, ...]) -> None:
    assert list_must_not_know(answers) == named


@given(st.sets(PEOPLE, min_size=1), st.sets(NAMEABLE))
def test_nobody_named_is_ever_told(roles: set[str], named: set[str]) -> None:
    told = may_be_told(roles, named)
    assert not (told and roles & named)
    assert not (told and named & {SOMEONE_NEAR, "other", "new_people"} and roles & NEAR)


@given(st.sets(PEOPLE, min_size=1), st.sets(NAMEABLE), st.sets(NAMEABLE))
def test_naming_more_people_never_tells_more(roles: set[str], named: set[str], more: set[str]) -> None:
    assert may_be_told(roles, named) or not may_be_told(roles, named | more)


def test_a_social_worker_is_the_worker_that_a_child_names() -> None:
    assert may_be_told({"social_worker"}, {"carer"})
    assert not may_be_told({"social_worker"}, {"worker"})


@given(st.sets(NAMEABLE))
def test_the_duty_team_and_the_manager_are_always_told(named: set[str]) -> None:
    assert all(may_be_told({role}, named) for role in ALWAYS_TOLD)
    assert not ALWAYS_TOLD & set(ROLES)


@pytest.mark.parametrize("key", Library.shipped().keys())
def test_every_role_of_the_questionnaires_is_known(key: str) -> None:
    form = Library.shipped().current(key)
    asked = [form.find_question(name) for name in ("not_front_of", "helper_role")]
    roles = {option.value for question in asked if question for option in question.options}
    assert roles <= NEAR | STAFF
