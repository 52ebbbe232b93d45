"""What the scripts that measure share: the folder of what they build, CPU seconds of a process, and environments for peers."""
import os, pathlib, subprocess, sys, venv

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCES = ROOT / "Scripts/bench"
BUILT = ROOT / ".build/bench"
# A library that takes all cores would be measured on more than one.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}


def compiled(name, *flags):
    """The program of a C source beside this file, built where it is missing or old."""
    source, program = SOURCES / f"{name}.c", BUILT / name
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        BUILT.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-O2", "-o", program, source, *flags], check=True)
    return program


def measure(core, command, source=None, allowed=(0,)):
    """CPU seconds, user and system, and peak memory in MB of a process on one core; `source` is its standard input."""
    with open(source or os.devnull, "rb") as texts:
        done = subprocess.run([compiled("measure"), str(core), *map(str, command)], stdin=texts, capture_output=True, text=True,
                              env={**os.environ, **ONE_THREAD})
    if done.returncode not in allowed:
        sys.exit(f"{pathlib.Path(sys.argv[0]).name}: '{' '.join(map(str, command))}' ended with {done.returncode}:\n{done.stderr}")
    user, system, memory = done.stdout.split()
    return float(user) + float(system), int(memory) / 1024


def environment(name, check=None):
    """The Python of an environment in .build/bench, made where it is missing or `check`, a line of code, fails in it; and whether it
    was made."""
    python = BUILT / name / "bin/python"
    if python.exists() and (check is None or not subprocess.run([python, "-c", check], capture_output=True).returncode):
        return python, False
    venv.create(BUILT / name, with_pip=True, clear=True)
    return python, True


def install(python, *packages, check=True):
    """Installs packages from PyPI; without `check`, gives whether it could."""
    command = [python, "-m", "pip", "install", "--quiet", *packages]
    return subprocess.run(command, check=check, capture_output=not check).returncode == 0
