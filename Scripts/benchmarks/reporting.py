"""What is measured, as numbers: comparisons of programs, ratios and goals, printed as tables and kept as JSON."""
import collections, dataclasses, datetime, json, os, pathlib, platform, re, subprocess

from measuring import BUILT, ROOT, spread

Ratio = collections.namedtuple("Ratio", "over at_least", defaults=[None])


@dataclasses.dataclass
class Goal:
    """A number that is to be at least, or at most, another."""
    name: str
    values: list
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    def row(self):
        found = spread(self.values)
        met = None
        if self.at_least is not None or self.at_most is not None:
            met = found["median"] >= self.at_least if self.at_least is not None else found["median"] <= self.at_most
        return {"name": self.name, "unit": self.unit, **found, "at_least": self.at_least, "at_most": self.at_most, "met": met}


class Comparison:
    """Programs that were measured in turns on the same input: `amount` of `unit` each, unless a program has another.

    A ratio is how many times as fast the first program is as another, by CPU seconds for an equal amount, turn by turn: the first
    with its start-up, unless `net`, the other without, so that nothing is won on start-up. Without `has_wall` the processes did
    more than what counts, and only CPU seconds of what counts are known.
    """

    def __init__(self, title, unit, amount, programs, samples, ratios=(), goals=(), found=None, net=False, has_wall=True):
        self.title, self.unit, self.samples, self.goals, self.found = title, unit, samples, list(goals), found or {}
        self.net, self.keys = net, ("cpu", "wall") if has_wall else ("cpu",)
        self.amounts = {name: amount * program.amount for name, program in programs.items()}
        self.first = next(iter(programs), None)
        self.ratios = [self.ratio(ratio) for ratio in ratios]

    def seconds(self, name, key="cpu", net=False):
        own = self.samples[name]
        # The peers' start-up must not push what is left below nothing.
        return [max(a - b, 1e-6) for a, b in zip(own[key], own[f"start_{key}"])] if net else own[key]

    def rates(self, name, key="cpu", net=False):
        return [self.amounts[name] / taken for taken in self.seconds(name, key, net)]

    def ratio(self, ratio):
        row = {"of": self.first, "over": ratio.over}
        for key in self.keys:
            ours, theirs = self.rates(self.first, key, self.net), self.rates(ratio.over, key, net=True)
            row[key] = spread([a / b for a, b in zip(ours, theirs)])
        row["memory"] = max(self.samples[ratio.over]["peak"]) / max(self.samples[self.first]["peak"])
        met = None if ratio.at_least is None else row["cpu"]["median"] >= ratio.at_least
        return row | {"at_least": ratio.at_least, "met": met}

    def row(self):
        programs = {}
        for name, samples in self.samples.items():
            programs[name] = {"amount": self.amounts[name], **{key: [round(v, 6) for v in values] for key, values in samples.items()},
                              "rate": spread(self.rates(name, net=self.net or name != self.first)), "found": self.found.get(name)}
        return {"title": self.title, "unit": self.unit, "programs": programs, "ratios": self.ratios,
                "goals": [goal.row() for goal in self.goals]}


def short(value):
    """Three figures that count, without an exponent."""
    for digits, limit in ((0, 100), (1, 10), (2, 1)):
        if abs(value) >= limit:
            return f"{value:.{digits}f}"
    return f"{value:.3f}"


def spanned(found):
    return f"{short(found['median'])} ({short(found['least'])}–{short(found['most'])})"


def verdict(row):
    if row["met"] is None:
        return ""
    wanted = f">= {row['at_least']:g}" if row["at_least"] is not None else f"<= {row['at_most']:g}"
    return f"{wanted:10} {'met' if row['met'] else 'MISSED'}"


def show(row):
    """Prints a comparison's tables."""
    print(f"\n{row['title']}")
    print(f"  {'':18} {row['unit'] + '/s (CPU)':>24} {'CPU s':>24} {'wall s':>24} {'start s':>8} {'peak MB':>8}")
    for name, own in row["programs"].items():
        found = ", ".join(f"{key} {short(value) if isinstance(value, float) else value}" for key, value in (own["found"] or {}).items())
        print(f"  {name:18} {spanned(own['rate']):>24} {spanned(spread(own['cpu'])):>24} {spanned(spread(own['wall'])):>24}"
              f" {spread(own['start_cpu'])['median']:8.2f} {max(own['peak']):8.1f}  {found}".rstrip())
    if row["ratios"]:
        print(f"  {row['ratios'][0]['of'] + ' is':43} {'times as fast by CPU':>24} {'by wall':>24} {'memory':>8}")
    for ratio in row["ratios"]:
        wall = spanned(ratio["wall"]) if "wall" in ratio else ""
        print(f"  {'over ' + ratio['over']:43} {spanned(ratio['cpu']):>24} {wall:>24} {ratio['memory']:7.1f}x  {verdict(ratio)}".rstrip())
    for goal in row["goals"]:
        print(f"  {goal['name']:43} {spanned(goal):>24} {goal['unit']:33}  {verdict(goal)}".rstrip())


def output(*command):
    try:
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=ROOT).stdout.strip()
    except OSError:
        return ""


def machine():
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    release = re.search(r'PRETTY_NAME="(.*)"', pathlib.Path("/etc/os-release").read_text())
    return {"cpu": cpu[1] if cpu else platform.machine(), "cores": os.cpu_count(), "memory_gb": round(int(memory[1]) / 1e6, 1),
            "system": release[1] if release else "", "kernel": platform.release()}


def versions(tally):
    """What was measured. The commit is the last one that changed the program, so that one of results is none."""
    sources = ["Sources", "Package.swift", "Package.resolved"]
    changed = output("git", "status", "--porcelain", "--", *sources)
    installed = output(BUILT / "peers/bin/python", "-m", "pip", "freeze").splitlines()
    return {"tally": output(tally, "--version"), "commit": output("git", "log", "-1", "--format=%h", "--abbrev=12", "--", *sources) + ("-changed" if changed else ""),
            "swift": output("swift", "--version").splitlines()[0], "python": platform.python_version(),
            "libxml2": output("pkg-config", "--modversion", "libxml-2.0"),
            "packages": dict(line.split("==", 1) for line in installed if "==" in line)}


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"\(.*?\)|CPU|Processor|@.*", "", name).lower()).strip("-")


class Report:
    """The file of one day's measurements on a machine. A part that is measured again the same day takes the place of what was there;
    each says with which versions it was."""

    def __init__(self, folder, tally):
        about = machine()
        self.date = datetime.date.today().isoformat()
        self.path = folder and folder / f"{self.date}-{slug(about['cpu'])}-{about['cores']}.json"
        self.content, self.versions = {"date": self.date, "machine": about, "parts": {}}, versions(tally)
        if self.path and self.path.exists():
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            if kept["machine"] == about:
                self.content["parts"] = kept["parts"]

    def keep(self, part, rows, options):
        self.content["parts"][part] = {"ended": datetime.datetime.now().isoformat(timespec="seconds"), "versions": self.versions,
                                       "load": os.getloadavg(), "runs": options.runs, "core": options.core, "comparisons": rows}
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
