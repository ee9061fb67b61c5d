"""An import of 100 000 use cases beside a bare libcsv loop over the same file, in the same run: seconds and memory.

Usage: import.py BARE_CSV
"""

import csv
import os
import subprocess
import sys
import tempfile
import time

ROWS, ROUNDS = 100000, 5
SECONDS_MOST, BYTES_MOST = 2.0, 200e6
COLUMNS = ["id", "name", "description", "domain", "sponsor", "status"]


def write(path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        rows.writerow(COLUMNS)
        for i in range(ROWS):
            rows.writerow(["UC%06d" % (i + 1), "Cas d’usage n° %d" % (i + 1),
                           "Une description d’une ligne, comme on en écrit dans un inventaire",
                           ("Logistique", "Prévention", "Ressources humaines")[i % 3], "Mme Martin", "idée"])


def run(command):
    """Seconds, and the most bytes that were resident."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("%s failed" % command[0])
    return time.perf_counter() - begin, usage.ru_maxrss * 1024


def best(prepare, command):
    found = []
    for _ in range(ROUNDS):
        prepare()
        found.append(run(command))
    return min(seconds for seconds, _ in found), max(memory for _, memory in found)


def main(bare):
    with tempfile.TemporaryDirectory(prefix="cadran-bench-") as folder:
        sheet, dossier = os.path.join(folder, "sheet.csv"), os.path.join(folder, "d.cadran")
        write(sheet)

        def renew():
            if os.path.exists(dossier):
                os.remove(dossier)
            subprocess.run(["./cadran", "new", dossier, "--name", "Service"], stdout=subprocess.DEVNULL, check=True)

        least, _ = best(lambda: None, [bare, sheet])
        seconds, memory = best(renew, ["./cadran", "import", dossier, sheet])
        print("cadran import, %d use cases        best %6.2f s   memory %4.0f MB   a bare libcsv loop over the %.0f MB: %.3f s, "
              "cadran takes %.1f times as long" % (ROWS, seconds, memory / 1e6, os.path.getsize(sheet) / 1e6, least, seconds / least))
        if seconds > SECONDS_MOST or memory > BYTES_MOST:
            raise SystemExit("an import of %d use cases takes more than %.0f s or %.0f MB" % (ROWS, SECONDS_MOST, BYTES_MOST / 1e6))


main(sys.argv[1])
