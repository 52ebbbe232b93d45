"""The whole job with datatrove's blocks: datatrove_job.py FOLDER OUT.

Its Trafilatura block, a step with the analyst's regular expressions, its JSON writer, and its four blocks that remove near-duplicates,
with its words for Chinese (spaCy, jieba), each with its local executor and one task. There is no reader for a folder of pages,
so a step yields them; the extractor's limit of one second for a page is lifted, for what it gives would depend on the machine.
"""
import pathlib, sys

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from datatrove.utils.typeshelper import Languages
from trafilatura.utils import decode_file

from analyst import figures


def main():
    folder, out = map(pathlib.Path, sys.argv[1:])
    config = MinhashConfig()

    def pages(data, rank=0, world_size=1):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield Document(text=decode_file(path.read_bytes()), id=str(path.relative_to(folder)))

    def with_figures(data, rank=0, world_size=1):
        for document in data:
            document.metadata["figures"] = figures(document.text)
            yield document

    def run(pipeline, step, tasks=1):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{out}/logs/{step}").run()

    plain = {"output_filename": "${rank}.jsonl", "compression": None}
    run([pages, Trafilatura(timeout=60), with_figures, JsonlWriter(f"{out}/texts", **plain)], "extract")
    run([JsonlReader(f"{out}/texts"), MinhashDedupSignature(f"{out}/signatures", config=config, language=Languages.mandarin_chinese)],
        "signatures")
    run([MinhashDedupBuckets(f"{out}/signatures", f"{out}/buckets", config=config)], "buckets", config.num_buckets)
    run([MinhashDedupCluster(f"{out}/buckets", f"{out}/removed", config=config)], "clusters")
    run([JsonlReader(f"{out}/texts"), MinhashDedupFilter(f"{out}/removed"), JsonlWriter(f"{out}/documents", **plain)], "filter")


if __name__ == "__main__":
    main()
