"""Nothing tells a vote before its round is revealed: two dossiers that differ in one such vote say the same everywhere."""

import unittest

from harness import CadranTest

VIEWS = ("summary", "maturity", "use-cases", "matrix", "ranking", "roadmap", "charter", ["explain", "meeting-notes"])
SHEETS = ("scorecard", "answers", "use-cases", "votes", "tidy", "obligations", "roadmap")
BEFORE = (
    ("participant.Ana.present", "yes"),
    ("participant.Paul.present", "yes"),
    ("round.meeting-notes.impact.business.hidden", "1"),
    ("vote.meeting-notes.impact.business.Paul", "2"),
)
VOTE = "vote.meeting-notes.impact.business.Ana"


class SecretVotes(CadranTest):
    def environment(self, **changes):
        return super().environment(SOURCE_DATE_EPOCH="1775059260", **changes)

    def vote(self, name, score):
        self.ok("new", name, "--name", "Nord")
        self.ok("add", name, "meeting-notes")
        self.ok("milestone", name, "before")
        for key, value in BEFORE + ((VOTE, score),):
            self.ok("set", name, key, value)

    def said(self, name):
        for view in VIEWS:
            yield view, self.ok("show", name, *([view] if isinstance(view, str) else view)).text
        for what in SHEETS:
            yield what, self.ok("export", name, "--to", "csv", "--what", what, "-o", "-").text
        yield "minutes", self.ok("export", name, "--to", "md", "--what", "minutes", "-o", "-").text
        yield "report", self.ok("export", name, "--to", "md", "-o", "-").text
        yield "json", self.ok("export", name, "--to", "json", "-o", "-").text
        yield "compare", self.ok("compare", name, "--from", "before").text
        for way in ("undo", "redo"):
            yield way, self.ok(way, name).text

    def test_a_vote_of_a_hidden_round_changes_no_word_of_what_is_shown_exported_compared_and_taken_back(self):
        self.vote("low.cadran", "1")
        self.vote("high.cadran", "5")
        for (what, low), (_, high) in zip(self.said("low.cadran"), self.said("high.cadran")):
            with self.subTest(what=what):
                self.assertEqual(self.timeless(low), self.timeless(high))

    def test_undo_and_redo_say_the_vote_again_once_it_is_revealed(self):
        self.vote("a.cadran", "5")
        self.assertIn("hidden until the votes are revealed", self.ok("undo", "a.cadran").text)
        self.assertIn("hidden until the votes are revealed", self.ok("redo", "a.cadran").text)
        self.ok("set", "a.cadran", "round.meeting-notes.impact.business.hidden", "")
        self.ok("set", "a.cadran", VOTE, "4")
        self.assertIn("«4»", self.ok("undo", "a.cadran").text)

    @staticmethod
    def timeless(text):
        return text.replace("low.cadran", "").replace("high.cadran", "")


if __name__ == "__main__":
    unittest.main()
