"""What made-up people tend to choose, where chance alone would look like no council at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from forms.definition import Audience, Kind, Timing
from forms.sharing import Sharing

Weights: TypeAlias = Mapping[str, float]

TAKING_PART: Weights = {
    "all": 34,
    "come": 34,
    "part": 20,
    "send_picture": 14,
    "video_phone": 8,
    "someone_speaks": 7,
    "send_words": 16,
    "not_come": 11,
    "help_run_it": 4,
}
ROLES: Weights = {
    "social_worker": 34,
    "school": 27,
    "health": 11,
    "fostering": 9,
    "residential": 6,
    "advocate": 4,
    "visitor": 2,
    "youth_justice": 3,
    "adviser": 4,
    "other": 3,
    "foster": 62,
    "kinship": 20,
    "home_staff": 13,
    "lodgings": 3,
    "adopter": 2,
    "mother": 52,
    "father": 23,
    "step_parent": 4,
    "guardian": 5,
    "family": 13,
}
HELPERS: Weights = {
    "carer": 46,
    "worker": 21,
    "family": 5,
    "friend": 4,
    "teacher": 9,
    "advocate": 8,
    "iro": 4,
    "other": 3,
}
ONE_OF: Mapping[str, Weights] = {
    "role": ROLES,
    "helper": {"alone": 72, "read_to_me": 18, "typed_for_me": 10},
    "helper_role": HELPERS,
    "seen_by": {"carer": 56, "nursery": 20, "worker": 9, "family": 6, "health": 6, "other": 3},
    "seen_family_time": {"calm": 44, "mixed": 31, "upset": 11, "not_seen": 14},
    "could_see": {"yes": 9, "some": 15, "no": 76},
    "quote_ok": {"yes": 34, "no": 66},
    "tell_back": {"yes": 71, "no": 29},
    "reply_want": {"yes": 23, "no": 77},
    "ring_me": {"yes": 14, "no": 86},
    "is_complaint": {"yes": 3, "no": 97},
    "bullied": {"yes": 4, "partly": 7, "no": 84, "not_sure": 5},
    "first_meeting": {"yes": 16, "no": 78, "not_sure": 6},
    "family_time_want": {"more": 43, "same": 37, "less": 7, "different": 13},
    "was_there": {"all": 58, "part": 14, "no": 28},
    "reader": {"manager": 83, "not_my_iro": 17},
    "chair": {"yes": 11, "share": 23, "no": 66},
    "where": {"home": 41, "school": 18, "office": 7, "cafe": 9, "online": 9, "other": 4, "not_mind": 12},
    "when": {"school_day": 14, "after_school": 52, "evening": 9, "holidays": 10, "not_mind": 15},
    "how_join": TAKING_PART,
    "next_join": TAKING_PART,
}
"""By key: how many of a hundred or so choose each; an option that is not named is rare."""
WITH_A_WORKER: Weights = {"read_to_me": 34, "typed_for_me": 66}
"""`helper`, where a worker filled it in with the child."""
RARELY = 2.0
CHOSEN: Weights = {
    "mum": 42,
    "dad": 24,
    "siblings": 31,
    "family": 17,
    "carer": 63,
    "friend": 19,
    "worker": 44,
    "teacher": 26,
    "health": 7,
    "advocate": 13,
    "new_people": 2,
    "other": 5,
}
UNWANTED: Weights = {
    "mum": 11,
    "dad": 17,
    "siblings": 6,
    "family": 9,
    "carer": 5,
    "friend": 2,
    "worker": 9,
    "teacher": 34,
    "health": 12,
    "advocate": 2,
    "new_people": 41,
    "other": 6,
}
SOME_OF: Mapping[str, Weights] = {
    "who_come": CHOSEN,
    "who_not_come": UNWANTED,
    "not_front_of": UNWANTED,
    "want_help": {"advocate": 45, "iro_visit": 40, "interpreter": 9, "visitor": 18, "worker_call": 31},
    "talk_about": {
        "family_time": 47,
        "home": 38,
        "school_or_work": 36,
        "health": 21,
        "family": 29,
        "friends": 22,
        "worker": 14,
        "money": 19,
        "moving": 16,
        "going_home": 11,
        "other": 7,
    },
    "iro_did": {"listened": 71, "spent_time": 46, "shared_views": 49, "got_help": 28},
    "missed_why": {
        "not_invited": 18,
        "late_notice": 22,
        "work": 39,
        "travel": 16,
        "caring": 21,
        "unwell": 9,
        "left_out": 8,
        "other": 7,
    },
}
"""By key: how many of a hundred choose each option."""
CHOOSE_AT_ALL = {"want_help": 22.0, "not_front_of": 20.0, "who_not_come": 26.0, "tell_more": 30.0}
"""By key: how many of a hundred choose anything."""
MEANS = {
    "safe_feel": 0.8,
    "meeting_score": 0.72,
    "sleep_health": 0.62,
    "carers_feel": 0.76,
    "home_feel": 0.74,
}
"""By key: where the middle of a scale lies, from 0 to 1."""
SKIPPED = {Kind.TEXT: 52.0}
USUALLY_SKIPPED = 6.0
KEEPS_ITS_WISH = 74.0
"""Of a hundred children whose wish is on record, how many take part in that way."""
WAS_LOWER = 0.04
"""How much lower scales were in the year before."""
ANSWER = {
    (Audience.CHILD, Timing.BEFORE): 46.0,
    (Audience.PARENT, Timing.BEFORE): 17.0,
    (Audience.CARER, Timing.BEFORE): 17.0,
    (Audience.CHILD, Timing.AFTER): 21.0,
    (Audience.PARENT, Timing.AFTER): 14.0,
    (Audience.CARER, Timing.AFTER): 15.0,
    (Audience.CHILD, Timing.BETWEEN): 19.0,
    (Audience.PROFESSIONAL, Timing.AFTER): 21.0,
}
"""How many of a hundred answer; of professionals, how many meetings bring answers at all."""
WAS_RARER = 0.8
"""In the year before."""
STAYED_SILENT = 0.15
"""Whose views reached no review has seldom answered, either."""
FEWER_WORDS = 16.0
"""Of a hundred, where there is a form with fewer words to choose."""
IN_A_MINUTE = 14.0
"""Of a hundred, where there is the choice."""
WHO_HEARS: Weights = {Sharing.ONLY_IRO: 66.0, Sharing.IRO_MAY_SAY: 20.0, Sharing.READ_OUT: 14.0}
"""Whom children let hear an answer; most choose nothing."""
WITHOUT_A_NAME = 24.0
"""Of a hundred, where that can be chosen."""
GIVES_UP = 9.0
"""Of a hundred who begin in a browser, how many stop half-way and never come back."""
CHANNELS = {
    Audience.CHILD: {"web": 48, "assisted": 29, "paper": 23},
    Audience.PARENT: {"web": 56, "paper": 22, "telegram": 14, "assisted": 8},
    Audience.CARER: {"web": 69, "paper": 17, "telegram": 14},
    Audience.PROFESSIONAL: {"web": 86, "telegram": 8, "paper": 6},
}
FROM_SIXTEEN = {"web": 47, "telegram": 36, "assisted": 10, "paper": 7}
MAY_CHAT_FROM = 16
"""Telegram's own rule."""
