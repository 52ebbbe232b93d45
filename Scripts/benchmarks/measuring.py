"""What the measurements share: processes in turns with their CPU seconds, wall time and memory, and the environment of the peers."""
import collections, dataclasses, hashlib, os, pathlib, statistics, subprocess, sys, typing, venv

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCES = ROOT / "Scripts/benchmarks"
BUILT = ROOT / ".build/bench"
# A library that takes all cores would be measured on more than one.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
Sample = collections.namedtuple("Sample", "cpu wall peak")


def compiled(name, *flags):
    """The program of a C source beside this file, built where it is missing or old."""
    source, program = SOURCES / f"{name}.c", BUILT / name
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        BUILT.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-O2", "-o", program, source, *flags], check=True)
    return program


def dedupe_program():
    """The program that runs the near-duplicates library on a file, built where it is old."""
    subprocess.run(["swift", "build", "-c", "release", "--package-path", SOURCES / "dedupe", "--scratch-path", BUILT / "dedupe"],
                   check=True, stdout=subprocess.DEVNULL)
    return BUILT / "dedupe/release/dedupe-bench"


def measure(cores, command, source=None, allowed=(0,)):
    """CPU seconds, user and system, seconds that went by, and peak memory in MB of a process on these cores (`1`, `0,1`);
    `source` is its standard input."""
    with open(source or os.devnull, "rb") as texts:
        done = subprocess.run([compiled("measure"), str(cores), *map(str, command)], stdin=texts, capture_output=True, text=True,
                              env={**os.environ, **ONE_THREAD})
    if done.returncode not in allowed:
        sys.exit(f"bench: '{' '.join(map(str, command))}' ended with {done.returncode}:\n{done.stderr[-2000:]}")
    user, system, wall, memory = done.stdout.split()
    return Sample(float(user) + float(system), float(wall), int(memory) / 1024)


@dataclasses.dataclass
class Program:
    """One of the programs that are measured in turns. `start` is a command that does next to nothing, for what its start-up
    takes; `reads` is its standard input; `before` clears what another run left; `cpu` gives, from what it wrote, the CPU seconds
    that count instead of those of the process; `after` looks at what it made."""
    command: list
    start: list | None = None
    reads: pathlib.Path | None = None
    before: typing.Callable = lambda: None
    cpu: typing.Callable | None = None
    after: typing.Callable = lambda: None
    allowed: tuple = (0,)
    cores: str | None = None
    # How much it reads, where it is not as much as the others.
    amount: float = 1


def take_turns(programs, runs, core, warm=True):
    """The samples of each program, one of each a turn, so that what else the machine does falls on all alike; the first turn
    only warms the caches and is not kept."""
    samples = {name: {key: [] for key in ("cpu", "wall", "peak", "start_cpu", "start_wall")} for name in programs}
    for turn in range(runs + warm):
        for name, program in programs.items():
            program.before()
            taken = measure(program.cores or core, program.command, program.reads, program.allowed)
            if program.cpu:
                taken = taken._replace(cpu=program.cpu())
            program.after()
            idle = Sample(0, 0, 0)
            if program.start:
                program.before()
                idle = measure(program.cores or core, program.start, None, program.allowed)
            if turn >= warm:
                for key, value in zip(samples[name], (*taken, idle.cpu, idle.wall)):
                    samples[name][key].append(value)
    return samples


def spread(values):
    """The median with the least and the most."""
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def peers():
    """The Python that has the peers, in an environment that is kept as long as the lists of requirements are the same; and
    which of the optional ones it has."""
    lists = [SOURCES / name for name in ("requirements.txt", "optional-requirements.txt")]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()
    folder = BUILT / "peers"
    python, stamp = folder / "bin/python", folder / "requirements"
    if not stamp.exists() or stamp.read_text().split()[0] != wanted:
        print("bench: installing the peers", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", lists[0]], check=True, stdout=sys.stderr)
        there = []
        for line in lists[1].read_text().splitlines():
            name, _, packages = line.partition(":")
            if not name.startswith("#"):
                if subprocess.run([*install, "--constraint", lists[0], *packages.split()], capture_output=True).returncode == 0:
                    there.append(name)
                else:
                    print(f"bench: '{name}' cannot be installed here and is left out", file=sys.stderr)
        stamp.write_text(" ".join([wanted, *there]))
    return python, stamp.read_text().split()[1:]
