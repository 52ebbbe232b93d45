import PipelineTesting
import Testing

@testable import Quantities

struct QuantityReaderTests {
  @Test(arguments: [
    ("办结37件", "37件 = 37 件"), ("惠及2.5万人次", "2.5万人次 = 25000 人次"), ("减免61.25万元", "61.25万元 = 612500 元"),
    ("投入1.2亿元", "1.2亿元 = 120000000 元"), ("发放三万余册", "三万余册 = 30000 册 approx"),
    ("走访一千二百余户", "一千二百余户 = 1200 户 approx"), ("收回3万2千元", "3万2千元 = 32000 元"),
    ("罚没三万五元", "三万五元 = 35000 元"), ("共一〇五件", "一〇五件 = 105 件"), ("共１２３件", "１２３件 = 123 件"),
    ("两名律师到岗", "两名 = 2 名"), ("印发五千册", "五千册 = 5000 册"), ("共1,234件,5家", "1,234件 = 1234 件"),
    ("退回壹拾贰万叁仟元整", "壹拾贰万叁仟元整 = 123000 元"), ("共三点五万元", "三点五万元 = 35000 元"),
    ("答复26 件", "26 件 = 26 件"), ("收取30 万元", "30 万元 = 300000 元"), ("开展廿二场", "廿二场 = 22 场"),
  ])
  func `reads numerals in every script`(text: String, expected: String) {
    #expect(written(text).first == expected)
  }

  @Test(arguments: [
    ("通过率98.5%", "98.5% = 98.5 %"), ("通过率98.5％", "98.5％ = 98.5 %"), ("百分之九十五办结", "百分之九十五 = 95 %"),
    ("下降千分之六", "千分之六 = 6 ‰"), ("提高5.2个百分点", "5.2个百分点 = 5.2 个百分点"), ("三成以上来自乡镇", "三成以上 = 30 % lower_bound"),
    ("增长2.3倍", "2.3倍 = 2.3 倍"), ("翻两番", "两番 = 2 番"), ("得分96.5分,", "96.5分 = 96.5 分"),
    ("三分之二以上的村", "三分之二以上 = 0.6666666666666666 - lower_bound"), ("补贴200元/人", "200元/人 = 200 元/人"),
    ("限5个工作日办结", "5个工作日 = 5 个工作日"), ("缩短至3天", "3天 = 3 天"), ("刑期3年的", "3年 = 3 年"),
    ("平均工龄仅2.3年，", "2.3年 = 2.3 年"), ("平均年限4.5年左右", "4.5年左右 = 4.5 年 approx"), ("工龄3年，", "3年 = 3 年"),
    ("面积1200平方米", "1200平方米 = 1200 平方米"), ("年满60周岁", "60周岁 = 60 周岁"), ("用时2个半小时", "2个半小时 = 2.5 个小时"),
  ])
  func `reads rates, money and measures with their units`(text: String, expected: String) {
    #expect(written(text).first == expected)
  }

  @Test(arguments: [
    ("咨询约300人次", "300人次 = 300 人次 approx"), ("近百余件", "百余件 = 100 件 approx"), ("十余次", "十余次 = 10 次 approx"),
    ("30多名", "30多名 = 30 名 approx"), ("200件左右", "200件左右 = 200 件 approx"), ("成功率超98%", "98% = 98 % lower_bound"),
    ("不少于3次", "3次 = 3 次 lower_bound"), ("不低于160万元", "160万元 = 1600000 元 lower_bound"),
    ("至少安排4场", "4场 = 4 场 lower_bound"), ("保持在80%以上", "80%以上 = 80 % lower_bound"),
    ("犯罪率不超过0.5%", "0.5% = 0.5 % upper_bound"), ("不足17名", "17名 = 17 名 upper_bound"),
    ("控制在3%以内", "3%以内 = 3 % upper_bound"), ("30天以内", "30天以内 = 30 天 upper_bound"),
    ("十几件", "十几件 = 11…19 件 approx"), ("几十家", "几十家 = 20…90 家 approx"), ("两三名", "两三名 = 2…3 名 approx"),
    ("约占40%", "40% = 40 % approx"), ("约占总数的40%", "40% = 40 % approx"), ("约为上年的2倍", "2倍 = 2 倍 approx"),
    ("平均约需3天", "3天 = 3 天 approx"), ("签约占总数的40%", "40% = 40 %"), ("约谈企业3家", "3家 = 3 家"),
    ("行政强制约30件", "30件 = 30 件 approx"), ("节约50万元", "50万元 = 500000 元"),
    ("线上千余人次", "千余人次 = 1000 人次 approx"),
    ("浓度32微克/立方米", "32微克/立方米 = 32 微克/立方米"), ("签约12家", "12家 = 12 家"), ("村规民约17份", "17份 = 17 份"),
    ("农民约3000人", "3000人 = 3000 人 approx"),
    ("阅读量破50万次", "50万次 = 500000 次 lower_bound"), ("营业收入破2亿元", "2亿元 = 200000000 元 lower_bound"),
    ("侦破12起", "12起 = 12 起"), ("共破9起", "9起 = 9 起"),
    ("上百件", "百件 = 100 件 lower_bound"), ("庭上3人", "3人 = 3 人"),
    ("增长一倍", "一倍 = 1 倍"), ("占一成左右", "一成左右 = 10 % approx"),
    ("超过2400余人次", "2400余人次 = 2400 人次 lower_bound"),
  ])
  func `takes bounds and approximations from the words around`(text: String, expected: String) {
    #expect(written(text).first == expected)
  }

  @Test(arguments: [
    ("新增1-2名", "1-2名 = 1…2 名"), ("每年3至5万元", "3至5万元 = 30000…50000 元"), ("80%-90%", "80%-90% = 80…90 %"),
    ("2～3家", "2～3家 = 2…3 家"), ("七千到九千亿元", "七千到九千亿元 = 700000000000…900000000000 元"),
    ("两到三百人", "两到三百人 = 200…300 人"), ("五至十人", "五至十人 = 5…10 人"), ("5000至1万元", "5000至1万元 = 5000…10000 元"),
    ("5万元至10万元", "5万元至10万元 = 50000…100000 元"),
    ("百分之三十到四十", "百分之三十到四十 = 30…40 %"),
  ])
  func `reads ranges as one quantity`(text: String, expected: String) {
    #expect(written(text) == [expected])
  }

  @Test func `reads a change from one figure to another as two quantities`() {
    #expect(written("从5个工作日缩短至1个工作日").count == 2)
    #expect(written("由60件到80件") == ["60件 = 60 件", "80件 = 80 件"])
    #expect(written("审结57件,123条") == ["57件 = 57 件", "123条 = 123 条"])
  }

  @Test(arguments: [
    ("办理*件", "*件 = * 件"), ("服务XX人次", "XX人次 = * 人次"), ("占××%", "××% = * %"), ("发放*万余份", "*万余份 = * 份 approx"),
    ("挽回*万元", "*万元 = * 元"), ("满意度*%以上", "*%以上 = * % lower_bound"), ("超*亿元", "*亿元 = * 元 lower_bound"),
    ("检查*个部门", "*个 = * 个"), ("达**.*%", "**.*% = * %"), ("核销1*件", "1*件 = * 件"),
  ])
  func `keeps a mask as a quantity without value`(text: String, expected: String) {
    #expect(written(text) == [expected])
  }

  @Test(arguments: [
    "XX县司法局", "*市委", "“*普法”公众号", "党的XX大精神", "XX镇XX村、XX村", "XX人民法院", "全*市", "驻*村帮扶", "1+X", "第*批", "20**年*月", "XX项目部",
  ])
  func `leaves masks of names alone`(text: String) {
    #expect(written(text) == [])
  }

  @Test(arguments: [
    "2025年4月22日", "2021-2025年", "2023—2025年", "3·15", "12.4", "2.3年度工作", "上半年", "1-6月", "8:30-17:00", "上午9时30分",
    "二〇二五年", "6月底",
    "第三次会议", "第8批", "第3名、全省第29名", "第一、二季度", "二十届二中全会", "二等奖", "前三名", "第1至3名",
    "一、总体情况", "(二)推进", "3.加强", "一是统筹", "① 落实", "12345热线", "〔2021〕4号", "www.a1.cn/2件", "A12件",
    "“八五”普法", "十四五规划", "“1+1”机制", "“三查”", "六统一", "三会一课", "两个维护", "增强“四个意识”", "坚定四个自信", "一案一专班", "1+1+N",
    "“一站式”", "最后一公里", "“法律九进”", "一村(社区)一法律顾问", "两会", "三级平台", "三位一体", "一审、二审", "一体化", "最多跑一次", "万家灯火", "百所联百会",
    "一批骨干", "进一步", "一定成效", "一系列", "《治理条例(2021-2025)》", "队伍建设", "大陆", "近三年", "过去5年", "前8个月", "八项规定", "三项制度", "成员单位",
    "十分重要",
  ])
  func `leaves dates, ordinals, identifiers, names and slogans alone`(text: String) {
    #expect(written(text) == [])
  }

  @Test func `shares percentage points among the numbers of a list`() {
    #expect(written("分别提高3个、2.5个百分点") == ["3个 = 3 个百分点", "2.5个百分点 = 2.5 个百分点"])
    #expect(written("新建3个、改建2个") == ["3个 = 3 个", "2个 = 2 个"])
  }

  @Test func `reads coins into the amount`() {
    #expect(written("单价5元3角,共12元5角8分") == ["5元3角 = 5.3 元", "12元5角8分 = 12.58 元"])
  }

  @Test(arguments: [
    ("庭审2小时40分钟", ["2小时40分钟 = 160 分钟"]), ("刑期2年9个月", ["2年9个月 = 33 个月"]),
    ("为期两年零一个月", ["两年零一个月 = 25 个月"]), ("限3天12小时", ["3天12小时 = 84 小时"]), ("用时1个小时45分。", ["1个小时45分 = 105 分钟"]),
    ("为期2个月10天", ["2个月 = 2 个月", "10天 = 10 天"]), ("每天8小时、每周5天", ["8小时 = 8 小时", "5天 = 5 天"]),
    ("用时2分30秒", ["2分30秒 = 150 秒"]), ("评为9分", ["9分 = 9 分"]),
  ])
  func `counts a duration of several parts in its smallest`(text: String, expected: [String]) {
    #expect(written(text) == expected)
  }

  @Test(arguments: [
    ("促成9对夫妻和好", ["9对 = 9 对"]), ("登记360对、", ["360对 = 360 对"]), ("发放大米20袋和食用油20桶。", ["20袋 = 20 袋", "20桶 = 20 桶"]),
    ("发布提示96则，", ["96则 = 96 则"]), ("12对应事项", []), ("12包括3件", ["3件 = 3 件"]), ("一对一帮扶", []), ("10把关", []),
  ])
  func `counts in a classifier that begins other words where nothing follows`(text: String, expected: [String]) {
    #expect(written(text) == expected)
  }

  @Test(arguments: [
    ("一个半小时", ["一个半小时 = 1.5 个小时"]), ("服刑四年半,", ["四年半 = 4.5 年"]), ("缩短至半天", ["半天 = 0.5 天"]),
    ("半年一总结", []), ("上半年、下半年", []), ("半天时间", []), ("一年半价", []),
  ])
  func `reads 半 as half of a duration where one is measured`(text: String, expected: [String]) {
    #expect(written(text) == expected)
  }

  @Test(arguments: [
    ("七成二的村", ["七成二 = 72 %"]), ("费用打七五折", ["七五折 = 75 %"]), ("票价打七折", ["七折 = 70 %"]), ("占2/5", ["2/5 = 0.4 -"]),
    ("超过3/4", ["3/4 = 0.75 - lower_bound"]),
    ("3/15", []), ("三成立项", []), ("两折页", []),
  ])
  func `reads shares in tenths, discounts and fractions with a stroke`(text: String, expected: [String]) {
    #expect(written(text) == expected)
  }

  @Test(arguments: [
    ("罚款￥800", ["800 = 800 元"]), ("赔付美元20万元", ["20万元 = 200000 美元"]), ("捐款30万港币", ["30万港币 = 300000 港币"]),
    ("编号￥", []), ("A$B", []),
  ])
  func `takes the currency from a sign or name before the amount`(text: String, expected: [String]) {
    #expect(written(text) == expected)
  }

  @Test(arguments: [
    ("气温零下12℃", ["12℃ = -12 ℃"]), ("保持在25摄氏度", ["25摄氏度 = 25 摄氏度"]), ("-3℃", ["-3℃ = -3 ℃"]), ("零下指标", []), ("三度当选", []),
  ])
  func `reads temperatures with their sign`(text: String, expected: [String]) {
    #expect(written(text) == expected)
  }

  @Test(arguments: [
    ("共2千零30万元", ["2千零30万元 = 20300000 元"]), ("3万4000册", ["3万4000册 = 34000 册"]), ("30万20千克", ["20千克 = 20 千克"]),
    ("十七百件", ["十七百件 = 1700 件"]), ("百二十件", []), ("二十三十件", []), ("10.5万零20件", []),
  ])
  func `tells one number from two and from none`(text: String, expected: [String]) {
    #expect(written(text).filter { !$0.hasPrefix("30万 ") } == expected)
  }

  @Test func `reads 日 as a time limit only where the words around say so`() {
    #expect(written("由20日压缩至5日,5月20日") == ["20日 = 20 日", "5日 = 5 日"])
  }

  @Test(arguments: [
    "十一期间", "八小时外", "十一个坚持", "三个百分之百", "2024.1-2024.10期间", "一办法两细则", "五家渠市", "二期工程", "7×24小时服务", "1人1档", "两位数增长",
  ])
  func `leaves holidays, idioms and phases alone`(text: String) {
    #expect(written(text) == [])
  }

  @Test func `takes a name quoted once for a name without quotes too`() {
    #expect(written("推进“五个进门”活动。开展五个进门活动。") == [])
    #expect(written("推进“五个进门”活动。开展五个专项活动。") == ["五个 = 5 个"])
  }

  @Test func `counts small Chinese numbers with a classifier before a noun`() {
    #expect(written("开展五个专项活动,推选两名律师,召开三次会议") == ["五个 = 5 个", "两名 = 2 名", "三次 = 3 次"])
  }

  @Test func `takes the number of an item apart from the number in it`() {
    #expect(written("1.2名律师到岗\n") == ["2名 = 2 名"])
    #expect(written("人均1.2名律师") == ["1.2名 = 1.2 名"])
    #expect(
      written("1.2万人次接受咨询\n12.5万份资料\n3.6亿元") == ["1.2万人次 = 12000 人次", "12.5万份 = 125000 份", "3.6亿元 = 360000000 元"])
  }

  @Test func `reads a number without classifier where a rate states it`() {
    #expect(written("漏管率为0,") == ["0 = 0 -"])
    #expect(written("发案率降至零。") == ["零 = 0 -"])
    #expect(written("浏览量突破30万。") == ["30万 = 300000 - lower_bound"])
    #expect(written("拨打12348。") == [])
  }

  @Test func `reads the cells of a table with the units of heading and row`() {
    let table = "指标\t单位\t2024年\t同比(%)\n公证\t件\t1200\t-3.5\n损失\t万元\t51\t*\n"
    #expect(
      written(table) == [
        "1200 = 1200 件", "-3.5 = -3.5 %", "51 = 510000 元", "* = * %",
      ])
  }

  @Test func `reads slogans as counts only in plain reading`() {
    #expect(written("两个维护", .plain) == ["两个 = 2 个"])
  }

  @Test(arguments: 0..<UInt64(60))
  func `any bytes are read without a crash and spans ascend inside the text`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "1", "2", ",", ".", "万", "亿", "十", "余", "几", "数", "点", "分之", "个", "半", "月", "件", "%", "*", "XX", "第", "“", "”",
      "《", "-", "至", "年", "\t", "\n", " ", "壹", "佰", "元",
    ]
    let bytes = random.bytes(of: pieces, count: 120, noise: 8)
    for reading in [QuantityReading.report, .plain] {
      var end = 0
      for quantity in QuantityReader(reading).quantities(in: bytes) {
        #expect(quantity.range.lowerBound >= end && !quantity.range.isEmpty && quantity.range.upperBound <= bytes.count)
        #expect(quantity.isMasked == (quantity.value == nil))
        end = quantity.range.upperBound
      }
    }
    var end = 0
    for mention in PeriodReader().periods(in: bytes, reference: CalendarDate(year: 2025, month: 6, day: 30)) {
      #expect(mention.range.lowerBound >= end && !mention.range.isEmpty && mention.range.upperBound <= bytes.count)
      end = mention.range.upperBound
    }
  }
}
