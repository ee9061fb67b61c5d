"""The web page in the browser that people have: nothing is asked for, nothing is said on the console, it fits a phone, it
prints. The pictures and the PDF go to $CADRAN_PICTURES, if that is set, to be looked at.

Run from this folder:  CADRAN=../../cadran python3 -m unittest test_html_chromium
"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from harness import CadranTest  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE, DESK = 390, 1280
PATIENCE = 300


# Pairs of texts within a chart that lie on each other; the line of a text is higher than its letters.
OVERLAPS = """[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length).flatMap(s => {
    const boxes = [...s.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
    return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([b, q]) =>
        p.left + 1 < q.right && q.left + 1 < p.right && p.top + 5 < q.bottom && q.top + 5 < p.bottom)
        .map(([b]) => a + ' / ' + b));
})"""


class Browser:
    """Chromium without a window, told what to do over the two pipes of its DevTools protocol."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()
        # The browser reads descriptor 3 and writes descriptor 4.
        script = f'exec 3<&{to_read} 4>&{back_write}; exec timeout {PATIENCE} "$@"'
        self.process = subprocess.Popen(
            ["bash", "-c", script, "bash", CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-background-networking", "--no-first-run", "--remote-debugging-pipe",
             "--user-data-dir=" + self.profile.name, "about:blank"],
            pass_fds=(to_read, back_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(back_write)
        self.number, self.rest, self.events, self.session = 0, b"", [], None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")

    def close(self):
        for descriptor in (self.to, self.back):
            os.close(descriptor)
        self.process.terminate()
        self.process.wait()
        self.profile.cleanup()

    def message(self):
        while b"\0" not in self.rest:
            more = os.read(self.back, 1 << 20)
            if not more:
                raise AssertionError("the browser has gone")
            self.rest += more
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def ask(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.to, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url):
        self.events.clear()
        self.ask("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def value(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise AssertionError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def size(self, width, dark=False, media=""):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        self.ask("Emulation.setEmulatedMedia", media=media,
                 features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def all(self, method):
        return [event["params"] for event in self.events if event.get("method") == method]


@unittest.skipUnless(CHROMIUM, "needs Chromium")
class Html(CadranTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        super().tearDownClass()

    def browse(self, lang="fr", demo="spsti"):
        """The report on a demonstration, on a page that nothing was done to."""
        name = f"{demo}-{lang}"
        self.ok("new", name + ".cadran", "--demo=" + demo, lang=lang)
        self.ok("export", name + ".cadran", "--to", "html", "-o", "report.html", lang=lang)
        self.browser.size(DESK)
        self.browser.open("about:blank")
        self.browser.open("file://" + self.path("report.html"))
        return self.browser

    def keep(self, name, data):
        folder = os.environ.get("CADRAN_PICTURES")
        if folder:
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(data)

    def picture(self, browser, name, x=0, y=0, width=DESK, height=900):
        clip = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
        data = browser.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        data = base64.b64decode(data)
        self.keep(name, data)
        return data

    def test_nothing_is_asked_for_and_nothing_said(self):
        browser = self.browse()
        browser.size(PHONE, dark=True)
        browser.value("document.querySelector('td a').click()")
        browser.ask("Page.printToPDF")
        asked = {event["request"]["url"].split("#")[0] for event in browser.all("Network.requestWillBeSent")}
        self.assertEqual(asked, {"file://" + self.path("report.html")})
        self.assertEqual(browser.all("Log.entryAdded"), [])
        self.assertEqual(browser.all("Runtime.consoleAPICalled"), [])
        self.assertEqual(browser.all("Runtime.exceptionThrown"), [])

    def test_a_script_or_a_picture_would_be_refused(self):
        """What the two tests of silence rest on: the policy holds, and the browser does say so."""
        browser = self.browse()
        text = self.read("report.html").decode().replace("<main", "<script>document.title='run'</script><main")
        self.write("hurt.html", text)
        browser.open("file://" + self.path("hurt.html"))
        self.assertNotEqual(browser.value("document.title"), "run")
        self.assertTrue(any("Content Security Policy" in entry["entry"]["text"] for entry in browser.all("Log.entryAdded")))

    def test_the_page_is_no_wider_than_a_phone(self):
        for lang, demo in (("fr", "spsti"), ("en", "spsti"), ("fr", "hospital"), ("fr", "start")):
            browser = self.browse(lang, demo)
            for width in (320, PHONE, 768, DESK):
                browser.size(width)
                self.assertEqual(browser.value("innerWidth"), width)
                self.assertLessEqual(browser.value("document.documentElement.scrollWidth"), width, f"at {width} px")

    def test_a_wide_table_moves_within_itself(self):
        browser = self.browse()
        browser.size(PHONE)
        self.assertGreater(browser.value("document.getElementById('table-use-cases').scrollWidth"), PHONE)
        self.assertEqual(browser.value(
            "getComputedStyle(document.getElementById('table-use-cases')).overflowX"), "auto")

    def test_letters_of_the_charts_can_be_read(self):
        browser = self.browse()
        for width in (PHONE, DESK):
            browser.size(width)
            least = browser.value("""Math.min(...[...document.querySelectorAll('svg')].filter(s => s.getClientRects().length)
                .map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width *
                    Math.min(...[...s.querySelectorAll('text')].map(t => +t.getAttribute('font-size')))))""")
            self.assertGreaterEqual(least, 8.5, f"at {width} px")

    def test_texts_of_a_chart_are_apart_as_the_browser_sets_them(self):
        for demo in ("spsti", "hospital", "start"):
            browser = self.browse(demo=demo)
            for width in (PHONE, DESK):
                browser.size(width)
                self.assertEqual(browser.value(OVERLAPS), [], f"{demo} at {width} px")

    def test_a_figure_opens_its_explanation_and_leads_back(self):
        browser = self.browse()
        browser.size(DESK)
        self.assertTrue(browser.value("CSS.supports('selector(::details-content)')"))
        shown = "document.querySelector(%s).checkVisibility({contentVisibilityAuto: true, opacityProperty: true})"
        fold = browser.value("document.querySelector('td a[href^=\"#\"]').getAttribute('href')")
        lines = shown % json.dumps(fold + " .lines")
        self.assertFalse(browser.value(lines), "closed at first")
        browser.value(f"location.hash = {json.dumps(fold)}")
        self.assertTrue(browser.value(lines), "open where the link leads")
        self.assertGreater(browser.value(f"document.querySelector({json.dumps(fold + ' .lines')}).getBoundingClientRect().height"), 20)
        browser.value(f"document.querySelector({json.dumps(fold + ' .back a')}).click()")
        self.assertFalse(browser.value(lines), "closed again on the way back")

    def test_headings_and_tables_are_told_to_who_does_not_see(self):
        browser = self.browse()
        levels = browser.value("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        self.assertEqual(levels[0], 1)
        self.assertTrue(all(after <= before + 1 for before, after in zip(levels, levels[1:])))
        browser.ask("Accessibility.enable")
        nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
        roles = [node.get("role", {}).get("value") for node in nodes]
        for role in ("heading", "navigation", "main", "rowheader", "columnheader", "table"):
            self.assertIn(role, roles)
        named = [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") in ("image", "table", "img")]
        self.assertTrue(named and all(named), "every picture and table has a name")

    def test_it_is_dark_where_the_reader_wants_it_dark_but_not_on_paper(self):
        browser = self.browse()
        ground = "getComputedStyle(document.body).backgroundColor"
        browser.size(DESK)
        light = browser.value(ground)
        browser.size(DESK, dark=True)
        self.assertNotEqual(browser.value(ground), light)
        browser.size(DESK, dark=True, media="print")
        self.assertEqual(browser.value(ground), light)

    def test_it_prints_on_a4_with_every_explanation_open(self):
        browser = self.browse()
        lines = browser.value("[...document.querySelectorAll('details')].map(d => d.querySelector('li').firstChild.textContent)")
        pdf = base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])
        self.keep("report.pdf", pdf)
        path = self.write("report.pdf", pdf)
        sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf))
        self.assertEqual({tuple(sorted(round(float(side)) for side in size)) for size in sizes}, {(595, 842)})
        if not shutil.which("pdftotext"):
            self.skipTest("needs pdftotext to read the PDF")
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, timeout=PATIENCE).stdout.decode()
        printed = re.sub(r"\W+", "", text)
        self.assertGreater(len(lines), 20)
        # The beginning of each: a number of a page may stand within what follows.
        missing = [line for line in lines if re.sub(r"\W+", "", line)[:20] not in printed]
        self.assertEqual(missing, [])

    def test_a_text_that_would_turn_or_hide_stays_in_its_place_and_is_seen(self):
        """Letters of the page from left to right, as the browser lays them."""
        self.small()
        self.ok("set", "d.cadran", "use-case.U1.name", "ABC\u202eDEF\u2067GHI")
        self.ok("set", "d.cadran", "use-case.U2.name", "👩\u200d💻 tag\U000e0041\U000e0042s")
        self.ok("export", "d.cadran", "--to", "html", "-o", "out.html")
        self.browser.size(DESK)
        self.browser.open("file://" + self.path("out.html"))
        places = """(text => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), all = [];
            while (walk.nextNode()) { const at = walk.currentNode.data.indexOf(text);
                if (at < 0 || !walk.currentNode.parentElement.getClientRects().length) continue;
                const boxes = [...text].map((c, i, cs) => { const r = document.createRange(), b = at + cs.slice(0, i).join('').length;
                    r.setStart(walk.currentNode, b); r.setEnd(walk.currentNode, b + c.length); const box = r.getBoundingClientRect();
                    return [box.left, box.top, box.width]; });
                all.push(boxes); } return all; })(%s)"""
        turned = self.browser.value(places % json.dumps("ABC\ufffdDEF\ufffdGHI"))
        self.assertTrue(turned)
        for boxes in turned:
            for one, next_one in zip(boxes, boxes[1:]):
                self.assertTrue(next_one[1] > one[1] or next_one[0] > one[0], boxes)
                self.assertGreater(one[2], 0)
        for boxes in self.browser.value(places % json.dumps("tag\ufffd\ufffds")):
            self.assertTrue(all(box[2] > 0 for box in boxes), "each is seen")
        joined = self.browser.value("[...document.querySelectorAll('td, th')].map(c => c.textContent).find(t => t.includes('\\u200d'))")
        self.assertIn("👩\u200d💻", joined)

    def test_pictures_to_look_at(self):
        browser = self.browse()
        seen = set()
        for name, width, dark in (("light", DESK, False), ("dark", DESK, True), ("phone", PHONE, False)):
            browser.size(width, dark)
            height = browser.value("document.documentElement.scrollHeight")
            for part, y in enumerate(range(0, min(height, 10000), 2000)):
                seen.add(self.picture(browser, f"{name}-{part}.png", 0, y, width, min(2000, height - y)))
        self.assertGreaterEqual(len(seen), 6, "no two are alike")


if __name__ == "__main__":
    unittest.main()
