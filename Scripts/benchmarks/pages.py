"""Makes pages as portals have them: a report amid navigation, lists of news, style sheets, scripts and an imprint.

The reports are those of `duplicates`, with as many figures as annotated ones have (19 in a thousand characters); one page in five is a
republication of one before it, on another site and at times edited, masked or with furniture of its own. One in five is in GB18030, the others in UTF-8. The same arguments give the same bytes.
Blocks of pages have seeds of their own, so that memory does not grow with their number.
"""
import html, pathlib, random

import duplicates

BLOCK = 250
# The sentences of the sample reports are full of figures: so many of those that have one stay.
STAY = 0.115
SITES = 40
REPUBLISHED = ("exact", "exact", "edit01", "edit05", "mask_figures", "mask_names", "drop_sections", "furniture")
CONTAINERS = ('<div class="TRS_Editor">', '<div id="zoom">', '<div class="article-content" id="con_con">', '<div class="v_news_content">',
              '<div id="UCAP-CONTENT">')
TOPICS = ("通知公告", "政务公开", "法治动态", "部门文件", "人事信息", "财政预决算", "建议提案", "政策解读", "在线服务", "互动交流",
          "普法宣传", "法律援助", "人民调解", "社区矫正", "公证服务", "行政复议", "执法监督", "律师管理", "专题专栏", "领导信箱")
NEWS = ("{area}召开{topic}工作推进会", "关于做好{topic}有关事项的通知", "{area}{topic}专题培训班开班", "一图读懂：{topic}新规定",
        "{area}县领导调研{topic}工作", "关于{area}县{topic}情况的公示")
PROPERTIES = ("margin:{a}px {b}px", "padding:0 {a}px", "font:{a}px/{b}px \"Microsoft YaHei\",SimSun", "color:#{c}", "background:#{c}",
              "width:{a}{b}px", "float:left", "display:block", "border-bottom:1px solid #{c}", "line-height:{b}px")


class Site:
    """What all pages of a site share; `filler` is the bytes of its style sheet and scripts."""

    def __init__(self, number, filler):
        rng = random.Random(f"site {number}")
        self.area = rng.choice(duplicates.FIRST) + rng.choice(duplicates.SECOND)
        self.name, self.host = f"{self.area}县人民政府", f"www.site{number}.gov.cn"
        self.container, self.number = rng.choice(CONTAINERS), number
        self.menu = "".join(
            f'<li class="nav-item"><a href="/{at}/" title="{topic}" target="_blank"><span>{topic}</span></a></li>\n'
            for at, topic in enumerate(rng.sample(TOPICS, len(TOPICS))))
        self.style, self.script = self.rules(rng, filler // 2), self.code(rng, filler // 2)

    @staticmethod
    def rules(rng, size):
        made = []
        while size > 0:
            name = f".{rng.choice(('nav', 'box', 'list', 'main', 'foot', 'tab', 'side'))}-{rng.randrange(1000)} a"
            parts = ";".join(rng.sample(PROPERTIES, 4)).format(a=rng.randrange(30), b=rng.randrange(12, 60), c=f"{rng.randrange(4096):03x}")
            made.append(f"{name}{{{parts}}}\n")
            size -= len(made[-1])
        return "".join(made)

    @staticmethod
    def code(rng, size):
        made = []
        while size > 0:
            name, number = f"f{rng.randrange(10000)}", rng.randrange(100, 9999)
            made.append(f"function {name}(e){{var t=document.getElementById('b{number}');if(t&&e<{number}){{t.innerHTML='<b>'+e+'</b>';"
                        f"t.className='on';}}return window.setTimeout('{name}({number})',{number});}}\n")
            size -= len(made[-1])
        return "".join(made)

    def links(self, rng, count):
        return "".join(
            '<li><a href="/art/{y}/{m}/art_{n}.html">{title}</a><span class="date">{y}-{m:02}-{d:02}</span></li>\n'.format(
                y=rng.randrange(2022, 2026), m=rng.randrange(1, 13), d=rng.randrange(1, 29), n=rng.randrange(10**6),
                title=rng.choice(NEWS).format(area=self.area, topic=rng.choice(TOPICS)))
            for _ in range(count))

    def page(self, rng, text):
        lines = [html.escape(line) for line in text.split("\n") if line]
        title, day = lines[0].rstrip("。"), f"2025-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        body = "".join(f'<p style="text-indent:2em;"><span style="font-family:仿宋;font-size:16pt;">{line}</span></p>\n' for line in lines[1:])
        charset = "gb18030" if self.number % 5 == 0 else "utf-8"
        page = f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><title>{title}_{self.name}</title>
<meta name="SiteName" content="{self.name}"><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:30">
<meta name="ContentSource" content="{self.area}县司法局"><style>
{self.style}</style><script type="text/javascript">
{self.script}</script></head><body>
<div class="header"><div class="logo"><a href="/"><img src="/images/logo.png" alt="{self.name}"></a></div>
<ul class="nav">
{self.menu}</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/gzzj/">工作总结</a></div>
<div class="main"><h1>{title}</h1>
<div class="info"><span>发布时间：{day} 09:30</span><span>来源：{self.area}县司法局</span><span>浏览次数：<i id="hits">{rng.randrange(9999)}</i>次</span>
<span>字体：<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a></span></div>
{self.container}
{body}</div>
<div class="tools"><a href="javascript:print()">【打印本页】</a><a href="javascript:close()">【关闭窗口】</a>分享到：微信 微博</div>
<div class="next">上一篇：<a href="/a.html">关于开展公证质量检查的通知</a><br>下一篇：<a href="/b.html">{self.name}召开专题会议</a></div></div>
<div class="side"><h3>相关新闻</h3><ul>
{self.links(rng, 12)}</ul><h3>热点排行</h3><ul>
{self.links(rng, 10)}</ul></div>
<div class="footer"><p>主办：{self.name}　承办：{self.area}县人民政府办公室　网站标识码：{4000000000 + self.number}</p>
<p>ICP备{10000000 + self.number}号-1　公安备案{self.number}号　<a href="/map/">网站地图</a> | <a href="/about/">联系我们</a></p></div>
</body></html>
"""
        return page.encode(charset)


def report(maker, characters):
    """A report as paragraphs of sentences, with figures in as many of them as reports have."""
    maker.characters = characters * 5
    paragraphs, size = [], 0
    first, *rest, last = maker.report()
    for paragraph in rest:
        kept = [sentence for sentence in paragraph if not duplicates.NUMBER.search(sentence) or maker.rng.random() < STAY]
        size += sum(map(len, kept))
        paragraphs += [kept] if kept and size < characters else []
    return [first, *paragraphs, last]


def write(folder, count, seed=1, characters=2000, filler=3000):
    """Writes pages, at most 1,000 in a folder; gives their bytes."""
    sites = [Site(number, filler) for number in range(SITES)]
    maker, size = duplicates.Maker(seed, characters), 0
    for start in range(0, count, BLOCK):
        rng = maker.rng = random.Random(f"{seed} {start}")
        earlier = []
        for number in range(start, min(start + BLOCK, count)):
            if earlier and rng.random() < 0.2:
                text = maker.copy(rng.choice(REPUBLISHED), *rng.choice(earlier))
            else:
                earlier.append((report(maker, characters), maker.body()))
                text = "\n".join(maker.fill(*earlier[-1]))
            path = pathlib.Path(folder) / f"{number // 1000:05}/p{number:07}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            page = rng.choice(sites).page(rng, text)
            path.write_bytes(page)
            size += len(page)
    return size
