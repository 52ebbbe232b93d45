"""Reads the quantities of a text with one of the peers; writes how many it found and the CPU seconds that took.

    quantities.py duckling|recognizers|jionlp FILE OUT

A sentence is read at a time, as their documentation has it. Starting the interpreter, imports and a first call do not count.
"""
import sys, time


def duckling():
    import duckling as d
    locale = d.parse_locale("ZH_CN", d.default_locale_lang(d.parse_lang("ZH")))
    reference = d.parse_ref_time(d.load_time_zones("/usr/share/zoneinfo"), "Asia/Shanghai", 1767139200)
    names = "numeral amount-of-money quantity distance volume temperature ordinal duration time"
    context, dimensions = d.Context(reference, locale), d.parse_dimensions(names.split())
    return lambda text: len(d.parse(text, context, dimensions, False))


def recognizers():
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    culture = Culture.Chinese
    units = NumberWithUnitRecognizer(culture)
    models = [NumberRecognizer(culture).get_number_model(), NumberRecognizer(culture).get_percentage_model(),
              units.get_currency_model(), units.get_dimension_model()]
    return lambda text: sum(len(model.parse(text)) for model in models)


def jionlp():
    import contextlib, io
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as j
    return lambda text: len(j.ner.extract_money(text)) + len(j.ner.extract_time(text))


def main():
    read = {"duckling": duckling, "recognizers": recognizers, "jionlp": jionlp}[sys.argv[1]]()
    sentences = [part for part in open(sys.argv[2], encoding="utf-8").read().replace("。", "。\n").split("\n") if part.strip()]
    read("办理案件12件，占98.5%。")
    start = time.process_time()
    count = sum(read(sentence) for sentence in sentences)
    seconds = time.process_time() - start
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write(f"{count} {seconds}\n")


main()
