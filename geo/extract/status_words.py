"""Words that say whether something happened, will happen, was stopped or is only thought of."""

from __future__ import annotations

CANCEL = frozenset(
    (
        "cancel scrap postpone abandon shelve suspend bar ban prevent block stop forbid prohibit abort "
        "scuttle scupper axe nix skip reroute divert thwart foil intercept halt delay defer "
    ).split()
)
"""Verbs that stop what they govern."""
DENY = frozenset("deny refuse decline reject dismiss dispute refute rule fail".split())
"""Verbs that say it is or will not be."""
WISH = frozenset(
    (
        "want hope wish invite ask request seek urge consider ponder threaten allow enable demand propose "
        "offer suggest mull weigh call encourage beg pressure warn fear like love dream contemplate permit "
        "petition apply force facilitate imagine let advise "
    ).split()
)
"""Verbs that only think of it."""
PLAN = frozenset(
    (
        "plan expect schedule due set intend prepare ready agree promise vow decide slate poise aim order "
        "pledge gear bind await determine announce "
    ).split()
)
"""Verbs that mean to do it."""
TRY = frozenset("try attempt continue keep start begin struggle".split())
"""Verbs that start it."""
IF = frozenset("if unless whether lest".split())
"""Conjunctions of a condition."""
WISH_NOUNS = frozenset(
    (
        "invitation request hope wish offer proposal desire permission right possibility chance opportunity "
        "call calls invitations ability application appeal bid visa "
    ).split()
)
"""Nouns that only think of it ("an invitation to")."""
PLAN_NOUNS = frozenset("plan plans intention preparations agreement schedule decision order orders".split())
"""Nouns that mean to do it ("a plan to")."""
PLANNED = frozenset("planned upcoming scheduled expected forthcoming impending imminent future next proposed".split())
"""Adjectives of a movement that is to come."""
CANCELLED = frozenset("cancelled canceled aborted postponed scrapped abandoned".split())
"""Adjectives of a movement that was stopped."""
UPWARD = frozenset("xcomp ccomp advcl acl conj parataxis obj obl nsubj nsubj:pass nmod acl:relcl csubj".split())
"""Dependencies through which a verb above bears on one below."""
MODALS = {
    **dict.fromkeys(("may", "might", "could", "can", "should", "must", "ca"), "hypothetical"),
    **dict.fromkeys(("will", "shall", "’ll", "'ll", "wo", "would", "'d", "’d"), "planned"),
}
"""What the auxiliaries say, as the tokenizer writes them."""
