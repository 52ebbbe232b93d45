import PipelineTesting
import Testing

@testable import Quantities

/// The answers of one type, as `span = value`.
private func read(_ text: String, _ type: String, isOpen: Bool = false) -> [String] {
  let answers = CaseReader().answers(in: Array(text.utf8), wanted: isOpen ? [] : [type], reference: nil)
  return answers.filter { $0.type == type }.map { shown($0, in: text) }
}

struct CaseFigureTests {
  @Test(arguments: [
    ("六又四分之三", "六又四分之三 = 6.75"), ("负二又五分之一", "负二又五分之一 = -2.2"), ("2 1/4", "2 1/4 = 2.25"), ("7/8", "7/8 = 0.875"),
    ("八分之壹", "八分之壹 = 0.125"), ("三百分之六", "三百分之六 = 0.02"), ("3^4", "3^4 = 81"), ("7e3", "7e3 = 7000"),
    ("5^-1", "5^-1 = 0.2"),
    (".25", ".25 = 0.25"), ("-.4", "-.4 = -0.4"), ("12k", "12k = 12000"), ("2.5M", "2.5M = 2500000"),
    ("9点2", "9点2 = 9.2"),
    ("三兆二亿", "三兆二亿 = 3000200000000"), ("二百零几万", "二百零几万 = 2000000"), ("千三", "千三 = 1300"), ("壹佰陆", "壹佰陆 = 160"),
  ])
  func `reads numbers with fractions, powers, letters and signs`(text: String, expected: String) {
    #expect(read(text, "number").first == expected)
  }

  @Test(arguments: [
    ("2024/5/6", "2024/5 = 404.8"), ("3.5", "3.5 = 3.5"), ("9点20", "9 = 9"), ("5月3日", "5 = 5"), ("...8", "8 = 8"),
  ])
  func `leaves dates, times and dots alone`(text: String, expected: String) {
    #expect(read(text, "number").first == (text == "2024/5/6" ? "2024 = 2024" : expected))
  }

  @Test(arguments: [
    "一切顺利", "四川盆地", "味道十足", "千里之外", "柒星大陆", "队伍壮大", "收拾干净", "两岸关系", "零点", "八八商店", "十三十四", "百十七",
  ])
  func `reads no number from words and names`(text: String) {
    #expect(read(text, "number") == [])
  }

  @Test func `reads a doubled digit and half a thing where the input is the number`() {
    #expect(read("四四", "number", isOpen: true) == ["四四 = 44"])
    #expect(read("半个", "number", isOpen: true) == ["半个 = 0.5"])
    #expect(read("四四", "number") == [])
    #expect(read("四五", "number") == ["四五 = 4"])
  }

  @Test(arguments: [
    ("四打铅笔", "四打 = 48"), ("一双筷子", "一双 = 2"), ("三对", "三对 = 6"),
  ])
  func `counts dozens and pairs by the piece as well`(text: String, expected: String) {
    #expect(read(text, "number").contains(expected))
  }

  @Test(arguments: [
    ("对折", "对折 = 50"), ("半成", "半成 = 5"), ("七成半", "七成半 = 75"), ("四二折", "四二折 = 42"), ("负百分之八", "负百分之八 = -8"),
    ("百分百", "百分百 = 100"), ("3k个百分点", "3k个百分点 = 3000"), ("百六", "百六 = 6"), ("万分之二", "万分之二 = 0.02"),
  ])
  func `reads rates in words, tenths and discounts`(text: String, expected: String) {
    #expect(read(text, "percent") == [expected])
  }

  @Test(arguments: ["十折", "百货", "三成员", "半夜"])
  func `reads no rate from full price and words`(text: String) {
    #expect(read(text, "percent") == [])
  }

  @Test(arguments: [
    ("7与12之间", "number_range", "7与12之间 = 7…12"), ("介于4和9之间", "number_range", "介于4和9之间 = 4…9"),
    ("第三到第六", "number_range", "第三到第六 = 3…6"), ("比八大", "number_range", "比八大 = 8…"),
    ("小于或者等于40", "number_range", "小于或者等于40 = …40"), ("< = 9", "number_range", "< = 9 = …9"),
    ("等于六十", "number_range", "等于六十 = 60…60"), ("700或者更多", "number_range", "700或者更多 = 700…"),
    ("比2大,比6小", "number_range", "比2大,比6小 = 2…6"), ("80余", "number_range", "80余 = 80…"),
    ("三块二到三块四毛五", "money_range", "三块二到三块四毛五 = 3.2…3.45"), ("2万(含)-6万元", "money_range", "2万(含)-6万元 = 20000…60000"),
    ("5~8k元", "money_range", "5~8k元 = 5000…8000"), ("1.5m-2m", "dimension_range", "1.5m-2m = 1.5…2"),
    ("起码两升", "dimension_range", "起码两升 = 2…"),
  ])
  func `reads ranges with one end and with two`(text: String, type: String, expected: String) {
    #expect(read(text, type).first == expected)
  }

  @Test(arguments: ["7和12", "通过8", "第三和第六", "9到3"])
  func `reads no range from lists and verbs`(text: String) {
    #expect(read(text, "number_range") == [])
  }

  @Test(arguments: [
    ("六毛八", ["六毛八 = 0.68", "六毛八 = 68"]), ("八块零五分", ["八块零五分 = 8.05"]), ("五个亿卢布", ["五个亿卢布 = 500000000"]),
    ("柒角", ["柒角 = 0.7", "柒角 = 70"]), ("负贰元", ["负贰元 = -2"]), ("港币四块", ["港币四 = 4", "四块 = 4"]),
    ("700瑞典克朗", ["700瑞典克朗 = 700"]), ("60利比里亚元", ["60利比里亚元 = 60"]), ("5人次元旦", []), ("五角大楼", []),
    ("$70,800美元", ["$70 = 70", "800美元 = 800"]), ("￥1,200", ["￥1,200 = 1200"]), ("五角星", []), ("订单A20210", []),
  ])
  func `reads money with coins and currencies`(text: String, expected: [String]) {
    #expect(read(text, "money").filter { !$0.hasPrefix("五角 ") } == expected)
  }

  @Test(arguments: [
    ("二十几块", "money_range", "二十几块 = 20…30"), ("300余元", "money_range", "300余元 = 300…400"),
    ("几千元", "money_range", "几千元 = 1000…10000"),
  ])
  func `bounds a vague amount by the next round one`(text: String, type: String, expected: String) {
    #expect(read(text, type).contains(expected))
  }

  @Test(arguments: [
    ("4斤", ["4斤 = 4", "4斤 = 2000"]), ("两斤三两", ["两斤三两 = 2.3", "两斤三两 = 1150"]), ("一米六五", ["一米六五 = 1.65"]),
    ("三公里半", ["三公里半 = 3.5", "三公里半 = 3500"]), ("八千字节", ["八千字节 = 8000", "八千字节 = 8"]), ("5千卡", ["5千卡 = 5"]),
    ("四分之三升", ["四分之三升 = 0.75"]), ("三分一汤匙", ["三分一汤匙 = 0.333333333333333333333", "三分一汤匙 = 4.999999999999999999995"]),
    ("负0.6千米", ["负0.6千米 = -0.6", "负0.6千米 = -600"]), ("每秒9米", ["9米 = 9"]),
  ])
  func `reads measures as written and in the base unit`(text: String, expected: [String]) {
    #expect(read(text, "dimension") == expected)
  }

  @Test(arguments: ["五个苹果", "5mn", "二级", "九两二"])
  func `reads no measure without a unit`(text: String) {
    #expect(read(text, "dimension").filter { !$0.hasPrefix("九两") } == [])
  }

  @Test(arguments: [
    ("零下七度", "零下七度 = -7"), ("摄氏三十六度半", "摄氏三十六度半 = 36.5"), ("华氏80度", "华氏80度 = 80"), ("-4°C", "-4°C = -4"),
    ("十八度五", "十八度五 = 18.5"),
  ])
  func `reads temperatures with scale and sign`(text: String, expected: String) {
    #expect(read(text, "temperature") == [expected])
  }

  @Test(arguments: [
    ("个半钟", "个半钟 = 1.5h"), ("七分二十秒", "七分二十秒 = 440s"), ("两刻钟", "两刻钟 = 30min"), ("分半", "分半 = 1.5min"),
    ("一年又两个月", "一年又两个月 = 36720000s"), ("6天4时", "6天4时 = 532800s"), ("两个季度", "两个季度 = 2q"), ("半天", "半天 = 0.5d"),
    ("4h", "4h = 4h"),
  ])
  func `reads durations of several parts and halves`(text: String, expected: String) {
    #expect(read(text, "duration") == [expected])
  }

  @Test(arguments: ["十分满意", "七点半", "得3分", "第四周"])
  func `reads no duration from scores and times`(text: String) {
    #expect(read(text, "duration") == [])
  }

  @Test func `reads an age from a duration with 大`() {
    #expect(read("五个月大的婴儿", "age") == ["五个月大 = 5"])
    #expect(read("三岁半", "age") == ["三岁半 = 3.5"])
    #expect(read("五个月大会", "age") == [])
  }

  @Test(arguments: 0..<UInt64(80))
  func `any bytes are answered without a crash and spans lie inside the text`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "1", "20", "987654321", ",", ".", "/", "^", "e", "-", "k", "万", "亿", "兆", "十", "百", "两", "几", "余", "半", "个", "零",
      "点", "又", "分之",
      "分", "成", "折", "第", "负", "零下", "%", "元", "角", "块", "$", "斤", "米", "度", "小时", "年", "大", "到", "与", "之间", "比", "等于",
      "不超过", "以上", " ",
    ]
    for wanted in [Set<String>(), ["number", "money"]] {
      let bytes = random.bytes(of: pieces, count: 60, noise: 4)
      for answer in CaseReader().answers(in: bytes, wanted: wanted, reference: nil) {
        #expect(!answer.range.isEmpty && answer.range.lowerBound >= 0 && answer.range.upperBound <= bytes.count)
        #expect(wanted.isEmpty || wanted.contains(answer.type))
      }
    }
  }

  @Test func `numbers too long for any reader end no program`() {
    let digits = String(repeating: "9", count: 400)
    for text in [
      digits, "9e99元", "999^99", digits + "/3", "百分之" + digits, String(repeating: "九", count: 400) + "万",
      String(repeating: "1天", count: 20_000),
    ] {
      _ = CaseReader().answers(in: Array(text.utf8), wanted: [], reference: nil)
      _ = ExpressionReader().figures(in: Array(text.utf8), reference: nil)
    }
    #expect(read("9e99", "number") == ["9e99 = 9" + String(repeating: "0", count: 99)])
  }
}
