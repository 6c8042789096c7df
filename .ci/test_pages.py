#!/usr/bin/env python3
"""The check of the docs sees what it must."""

import tempfile
import unittest
from pathlib import Path

from pages import blocks, broken_links, forgotten


class Pages(unittest.TestCase):
    def page(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = Path(folder.name) / "page.md"
        file.write_text(text, encoding="utf-8")
        return file

    def test_a_block_of_sh_has_its_commands_and_what_is_said_before_it(self):
        (block,) = blocks(
            self.page("Text.\n\n<!-- exits with: 3 -->\n```sh\n./twofold a   # why\n./twofold b \\\n  --c\n# no\n```\n")
        )
        self.assertEqual(block.language, "sh")
        self.assertEqual(block.says, {"exits with": "3"})
        self.assertEqual(block.commands(), ["./twofold a", "./twofold b   --c"])
        self.assertEqual(list(forgotten(block)), [])

    def test_what_is_said_holds_for_the_next_block_alone(self):
        one, two = blocks(self.page("<!-- not run: why -->\n```sh\na\n```\n\n```sh\nb\n```\n"))
        self.assertEqual((one.says, two.says), ({"not run": "why"}, {}))
        (later,) = blocks(self.page("<!-- not run: why -->\nText.\n\n```sh\na\n```\n"))
        self.assertEqual(later.says, {})

    def test_a_command_in_another_block_is_forgotten(self):
        for text in (
            "Text.\n\n    ./twofold serve\n",
            "```\n$ ./mvnw verify\n```\n",
            "```console\nsudo systemctl start twofold\n```\n",
            "Text.\n\n    x ──Enc──▶ s\n    PORT=1 python3 a.py\n",
        ):
            (block,) = blocks(self.page(text))
            self.assertEqual(len(list(forgotten(block))), 1, text)

    def test_what_is_no_command_may_stand_anywhere(self):
        for text in ("Text.\n\n    models/<model>/<version>/\n", "```java\nclient.encode(seven);\n```\n"):
            (block,) = blocks(self.page(text))
            self.assertEqual(list(forgotten(block)), [], text)

    def test_a_link_must_lead_somewhere(self):
        file = self.page("[a](page.md#top) [b](https://example.org) [c](gone.md)")
        self.assertEqual(len(list(broken_links(file))), 1)


if __name__ == "__main__":
    unittest.main()
