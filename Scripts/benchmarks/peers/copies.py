"""Finds near-duplicates in a file of texts with one of three peers: copies.py PEER FILE OUT.

FILE has {"id", "text"} a line; OUT gets a line for each text, its id and that of its cluster. rensa and datasketch get five-letter
shingles of the text as an analyst would normalise it (NFKC, lower case, without blanks and punctuation), and what their index
gives back is joined by union-find; datatrove runs its own four steps, on characters, as its word lists know no Chinese.
"""
import json, pathlib, re, struct, sys, tempfile, unicodedata

BANDS = {"rensa": (128, 16), "rensa-32x4": (128, 32)}
NOISE = re.compile(r"[\W_]+")


def texts(path):
    for line in open(path, encoding="utf-8"):
        document = json.loads(line)
        yield document["id"], document["text"]


def shingles(text):
    text = NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    return {text[i : i + 5] for i in range(max(1, len(text) - 4))}


class Clusters:
    def __init__(self, count):
        self.parent = list(range(count))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[max(a, b)] = min(a, b)


def clustered(path, index, sketch):
    """Clusters from an index that is asked for the neighbours of each sketch."""
    ids, sketches = [], []
    for number, (name, text) in enumerate(texts(path)):
        sketches.append(sketch(shingles(text)))
        index.insert(number, sketches[-1])
        ids.append(name)
    clusters = Clusters(len(ids))
    for number, one in enumerate(sketches):
        for other in index.query(one):
            clusters.join(number, other)
    return ids, clusters


def run_rensa(path, peer):
    from rensa import RMinHash, RMinHashLSH

    permutations, bands = BANDS[peer]

    def sketch(shingles):
        made = RMinHash(num_perm=permutations, seed=42)
        made.update(list(shingles))
        return made

    return clustered(path, RMinHashLSH(threshold=0.7, num_perm=permutations, num_bands=bands), sketch)


def run_datasketch(path, peer):
    from datasketch import MinHash, MinHashLSH

    def sketch(shingles):
        made = MinHash(num_perm=128)
        made.update_batch([shingle.encode() for shingle in shingles])
        return made

    return clustered(path, MinHashLSH(threshold=0.7, num_perm=128), sketch)


def run_datatrove(path, peer):
    from datatrove.data import Document
    from datatrove.pipeline.dedup import minhash

    class Characters:
        def word_tokenize(self, text):
            return [c for c in text if not c.isspace()]

    minhash.load_word_tokenizer = lambda language: Characters()
    ids = []

    def documents():
        for name, text in texts(path):
            ids.append(name)
            yield Document(text=text, id=name)

    with tempfile.TemporaryDirectory() as folder:
        config = minhash.MinhashConfig()
        minhash.MinhashDedupSignature(f"{folder}/signatures", config=config).run(documents(), 0, 1)
        for bucket in range(config.num_buckets):
            minhash.MinhashDedupBuckets(f"{folder}/signatures", f"{folder}/buckets", config=config).run(
                None, bucket, config.num_buckets)
        minhash.MinhashDedupCluster(f"{folder}/buckets", f"{folder}/clusters", config=config, save_cluster_id=True).run(None, 0, 1)
        clusters, first = Clusters(len(ids)), {}
        found = pathlib.Path(folder) / "clusters/000000.clusters"
        data = found.read_bytes() if found.exists() else b""  # there is none where there are no duplicates
        for number, cluster in struct.iter_unpack("<2I", data):
            clusters.join(number, first.setdefault(cluster, number))
    return ids, clusters


RUN = {"rensa": run_rensa, "rensa-32x4": run_rensa, "datasketch": run_datasketch, "datatrove": run_datatrove}

if __name__ == "__main__":
    peer, path, out = sys.argv[1:]
    ids, clusters = RUN[peer](path, peer)
    with open(out, "w") as file:
        for number, name in enumerate(ids):
            file.write(f"{name}\t{ids[clusters.find(number)]}\n")
