"""Makes reports with copies, revisions, masked copies and siblings of one template, whose relations are known.

Reports are put together from runs of sentences of the repository's own sample reports, every figure drawn anew and the areas
named for each, so that unrelated reports share a sentence at times, as those of one trade do. The same arguments give the
same texts. `pairs` makes for each report one partner, so that the recall of a kind owes nothing to other copies; `families`
makes for each template three bodies' reports with copies of their own, masked ones among them; `crowd` makes reports of one
template only, as of a form that a whole country fills in.
"""
import json, pathlib, random, re, subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

COPIES = ("exact", "edit01", "edit05", "edit10", "edit20", "mask_figures", "mask_names", "furniture", "heavy_furniture",
          "reorder_paragraphs", "reorder_sentences", "drop_sections", "combined", "revision")
SIBLINGS = ("other_figures", "other_body", "other_sentences", "same_year")

NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20)\d\d")
FIRST = "青白云石龙金玉安平永长宁东清兴和泰丰灵秀梅桃柳竹松桂兰荷"
SECOND = "山水川河江湖泉溪源阳阴岭岗坪原城州台海湾峰谷林田桥渡浦口"
PEOPLE = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
MARKS = str.maketrans("，。；：（）“”", ",.;:()\"\"")
SITES = ("首页 > 政务公开 > 部门文件 > 工作总结", "发布时间：2025-03-{day} 来源：{site} 浏览次数：{n} 字体：大 中 小",
         "【打印本页】【关闭窗口】 分享到：微信 微博", "上一篇：关于开展2025年度公证质量检查的通知", "下一篇：{site}召开全市视频会议",
         "主办：{site} 承办：{site}信息中心 网站标识码：{n}0001 ICP备{n}号-1", "技术支持：某某科技有限公司 联系电话：0{n}-{n}88",
         "网站地图 | 联系我们 | 隐私声明 | 无障碍浏览", "相关链接：国务院 司法部 省人民政府 省司法厅 市人民政府")


def sentences():
    """The sentences of the sample reports, in their order."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "Tests/Reports/texts").glob("*.txt"))]
    tally = ROOT / ".build/release/tally"
    pages = subprocess.run([tally, "text", ROOT / "Data/Reports", ROOT / "Tests/Reports/pages"], capture_output=True, text=True)
    texts += [json.loads(line)["text"] for line in pages.stdout.splitlines()]
    found, seen = [], set()
    for text in texts:
        for sentence in re.findall(r"[^。；\n]+[。；]?", text):
            sentence = sentence.strip()
            if 12 <= len(sentence) <= 160 and sentence not in seen and "*" not in sentence and "XX" not in sentence:
                seen.add(sentence)
                found.append(sentence if sentence[-1] in "。；" else sentence + "。")
    return found


class Maker:
    def __init__(self, seed, characters=2000):
        self.rng, self.sentences, self.characters = random.Random(seed), sentences(), characters

    def area(self):
        rng = self.rng
        return rng.choice(FIRST) + rng.choice(SECOND)

    def body(self):
        """The names that a body's report is full of."""
        county, city = self.area(), self.area()
        towns = [self.area() for _ in range(6)]
        people = [self.rng.choice(PEOPLE) + self.rng.choice(SECOND) + self.rng.choice(FIRST) for _ in range(3)]
        return {"county": county, "city": city, "towns": towns, "people": people}

    def number(self, old):
        """Another number of the same form."""
        while True:
            new = "".join(str(self.rng.randrange(10)) if c.isdigit() else c for c in old)
            if new[0] == "0" and len(new) > 1 and new[1] != ".":
                new = str(self.rng.randrange(1, 10)) + new[1:]
            if new != old:
                return new

    def figures(self, text, share=1.0):
        """The text with that share of its figures drawn anew; years stay."""
        return NUMBER.sub(
            lambda m: m[0] if YEAR.fullmatch(m[0]) or self.rng.random() >= share else self.number(m[0]), text)

    def report(self):
        """A report as paragraphs of sentences, with the names of nobody yet."""
        rng, paragraphs, size = self.rng, [], 0
        year = rng.randint(2019, 2025)
        paragraphs.append([f"{{county}}县司法局{year}年工作总结。"])
        paragraphs.append([f"{year}年，在{{city}}市司法局和{{county}}县委、县政府的坚强领导下，{{county}}县司法局认真履行职责。"])
        size = sum(len(s) for p in paragraphs for s in p)
        while size < self.characters:
            at, count = rng.randrange(len(self.sentences) - 6), rng.randint(2, 6)
            run = [self.named(self.figures(s.replace("{", "").replace("}", ""))) for s in self.sentences[at : at + count]]
            paragraphs.append(run)
            size += sum(map(len, run))
        paragraphs.append([f"{{county}}县司法局{year}年12月{rng.randint(1, 28)}日。"])
        return paragraphs

    def named(self, sentence):
        """A sentence with an area or a person in it, at times."""
        draw = self.rng.random()
        if draw < 0.12:
            return "{county}县" + sentence
        if draw < 0.22:
            return "在{town_%s}镇，" % self.rng.choice("abcdef") + sentence
        if draw < 0.26:
            return "{person_%s}同志带队督导。" % self.rng.choice("abc") + sentence
        return sentence

    @staticmethod
    def fill(paragraphs, body, hide=None):
        """The text with a body's names, or with what hides them."""
        names = {"county": body["county"], "city": body["city"]}
        names |= {f"town_{i}": t for i, t in zip("abcdef", body["towns"])}
        names |= {f"person_{i}": p for i, p in zip("abc", body["people"])}
        if hide:
            names = {key: hide if not key.startswith("person") else name[0] + "某某" for key, name in names.items()}
        return ["".join(p).format(**names) for p in paragraphs]

    def edited(self, paragraphs, share):
        """A share of the sentences left out, replaced or reworded; one at least."""
        rng = self.rng
        places = [(i, j) for i, p in enumerate(paragraphs) for j in range(len(p))]
        chosen = set(rng.sample(places, max(1, round(len(places) * share))))
        out = []
        for i, p in enumerate(paragraphs):
            new = []
            for j, s in enumerate(p):
                if (i, j) not in chosen:
                    new.append(s)
                    continue
                draw = rng.random()
                if draw < 0.4:
                    new.append(self.figures(rng.choice(self.sentences).replace("{", "").replace("}", "")))
                elif draw < 0.7:
                    new.append("据统计，" + s[:-1] + "，取得了明显成效。")
            if new:
                out.append(new)
        return out

    def masked(self, text):
        """Figures blanked out, in one of the ways that sites have."""
        rng = self.rng
        way, sign = rng.randrange(3), rng.choice(("*", "*", "X", "×", "＊"))
        if way == 0:
            return NUMBER.sub(lambda m: re.sub(r"\d", sign, m[0]), text)
        if way == 1:
            return NUMBER.sub(sign * 2, text)
        return NUMBER.sub(lambda m: m[0] if rng.random() < 0.1 else sign * 2, text)

    def spaced(self, text):
        """The same text with other blanks and widths."""
        rng = self.rng
        if rng.random() < 0.5:
            text = text.translate(MARKS)
        if rng.random() < 0.5:
            text = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)
        return "".join(c + rng.choice((" ", "\u3000", "\n", "\u200b", "\u00a0")) if rng.random() < 0.04 and not c.isdigit() else c for c in text)

    def site(self, paragraphs, share):
        """Furniture around and between, so long a share of the text."""
        rng, wanted, out = self.rng, share * sum(map(len, paragraphs)), list(paragraphs)
        site, size, lines = self.area() + "市人民政府门户网站", 0, []
        while size < wanted:
            line = rng.choice(SITES).format(day=f"{rng.randint(1, 28):02}", site=site, n=rng.randint(100, 9999))
            if rng.random() < 0.3:
                line = self.area() + "县" + rng.choice(self.sentences).replace("{", "").replace("}", "")[:30]
            lines.append(line)
            size += len(line)
        cut = rng.randint(0, len(lines))
        return lines[:cut] + out + lines[cut:]

    def copy(self, kind, report, body):
        """A copy of the kind, as text."""
        rng = self.rng
        if kind.startswith("edit"):
            return "\n".join(self.fill(self.edited(report, int(kind[4:]) / 100), body))
        if kind == "reorder_paragraphs":
            return "\n".join(rng.sample(self.fill(report, body), len(report)))
        if kind == "reorder_sentences":
            return "\n".join(self.fill([rng.sample(p, len(p)) for p in report], body))
        if kind == "drop_sections":
            keep = sorted(rng.sample(range(len(report)), max(2, len(report) * 2 // 3)))
            return "\n".join(self.fill([report[i] for i in keep], body))
        if kind == "mask_names":
            return "\n".join(self.fill(report, body, rng.choice(("XX", "某某", "**", "×"))))
        text = "\n".join(self.fill(report, body))
        if kind == "exact":
            return self.spaced(text)
        if kind == "mask_figures":
            return self.masked(text)
        if kind in ("furniture", "heavy_furniture"):
            return "\n".join(self.site(text.split("\n"), 0.1 if kind == "furniture" else 0.35))
        if kind == "combined":
            lines = self.fill(self.edited(report, 0.05), body)
            return "\n".join(self.site(self.masked("\n".join(lines)).split("\n"), 0.15))
        if kind == "revision":
            found = [m for m in NUMBER.finditer(text) if not YEAR.fullmatch(m[0])]
            for m in sorted(rng.sample(found, min(len(found), rng.randint(1, 2))), key=lambda m: -m.start()):
                text = text[: m.start()] + self.number(m[0]) + text[m.end() :]
            return text
        return text

    def sibling(self, kind, report, body):
        """Another report of the same template: its paragraphs and its body."""
        rng = self.rng
        other = self.body() if kind != "other_figures" else body
        if kind == "other_sentences":
            report = self.edited(report, 0.25)
        share = 0.75 if kind == "same_year" else 1.0
        return [[self.figures(s, share) for s in p] for p in report], other


def pairs(count, seed, characters=2000):
    """Documents with one partner each: {id, text, cluster, template, kind, partner}."""
    maker = Maker(seed, characters)
    kinds = COPIES + SIBLINGS
    documents = []
    at = 0
    while len(documents) < count:
        report, body = maker.report(), maker.body()
        base = {"id": f"b{at}", "text": "\n".join(maker.fill(report, body)), "cluster": at, "template": at, "kind": "base"}
        documents.append(base)
        kind = kinds[at % (len(kinds) + 2)] if at % (len(kinds) + 2) < len(kinds) else None
        if kind in COPIES:
            documents.append({"id": f"v{at}", "text": maker.copy(kind, report, body), "cluster": at, "template": at,
                              "kind": kind, "partner": base["id"]})
        elif kind:
            other, theirs = maker.sibling(kind, report, body)
            documents.append({"id": f"v{at}", "text": "\n".join(maker.fill(other, theirs)), "cluster": -at - 1,
                              "template": at, "kind": kind, "partner": base["id"]})
        at += 1
    maker.rng.shuffle(documents)
    return documents


def families(count, seed, characters=2000):
    """Templates with three bodies' reports, each with copies, one masked at least."""
    maker, documents, template = Maker(seed, characters), [], 0
    while len(documents) < count:
        report, body = maker.report(), maker.body()
        for place in range(3):
            own, theirs = (report, body)
            kind = "base"
            if place:
                kind = SIBLINGS[(template + place) % 4]
                own, theirs = maker.sibling(kind, report, body)
            cluster = template * 3 + place
            base = {"id": f"b{cluster}", "text": "\n".join(maker.fill(own, theirs)), "cluster": cluster,
                    "template": template, "kind": kind, "partner": f"b{template * 3}" if place else None}
            documents.append(base)
            chosen = ["mask_figures"] + maker.rng.sample([k for k in COPIES if k != "mask_figures"], 2)
            for number, copy in enumerate(chosen):
                documents.append({"id": f"v{cluster}.{number}", "text": maker.copy(copy, own, theirs), "cluster": cluster,
                                  "template": template, "kind": copy, "partner": base["id"]})
        template += 1
    maker.rng.shuffle(documents)
    return documents


def crowd(count, seed, characters=1000, masked=False):
    """Reports of one template by as many bodies; every tenth has a copy, or each a masked one."""
    maker, documents, at = Maker(seed, characters), [], 0
    report = maker.report()
    while len(documents) < count:
        own, theirs = maker.sibling("other_body", report, None)
        base = {"id": f"b{at}", "text": "\n".join(maker.fill(own, theirs)), "cluster": at, "template": 0, "kind": "base"}
        documents.append(base)
        if masked or at % 10 == 0:
            kind = "mask_figures" if masked else COPIES[at // 10 % len(COPIES)]
            documents.append({"id": f"v{at}", "text": maker.copy(kind, own, theirs), "cluster": at, "template": 0, "kind": kind,
                              "partner": base["id"]})
        at += 1
    maker.rng.shuffle(documents)
    return documents


def masked_crowd(count, seed, characters=1000):
    """Reports of one template, each with a masked copy."""
    return crowd(count, seed, characters, masked=True)


def write(documents, path):
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps({"id": document["id"], "text": document["text"]}, ensure_ascii=False) + "\n")
