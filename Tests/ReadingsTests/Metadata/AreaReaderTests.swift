import PipelineTesting
import Testing

@testable import Readings

private let reader = AreaReader()

private func cut(_ name: String) -> [String] {
  let passage = Passage(name)
  return reader.chain(in: passage, 0..<passage.count).map { passage.string($0) }
}

/// The areas around a name of areas that a title has.
private func areas(
  _ name: String, _ text: String = "", page: [String] = [], site: String = ""
) -> [Found<String>] {
  reader.completed(cut(name).map { Found($0, .title) }, in: Array(text.utf8), pageNames: page, sources: [site])
}

private func names(_ name: String, _ text: String = "", page: [String] = [], site: String = "") -> [String] {
  areas(name, text, page: page, site: site).map(\.value)
}

struct AreaChainTests {
  @Test(arguments: [
    ["湖南省", "怀化市", "芷江侗族自治县"], ["湖南省", "怀化市", "澄塘县"], ["吉林省", "吉林市", "龙潭区"], ["内蒙古自治区", "赤峰市", "喀喇沁旗"], ["重庆市", "渝北区"],
    ["澄州市", "临阳区"], ["阳泉市", "郊区"], ["溪阜县", "青石桥镇"], ["渝北区", "双凤桥街道"], ["广西壮族自治区", "恭城瑶族自治县"], ["*市", "*区"],
    ["XX省", "XX市", "XX县"],
    ["怀化市", "XX县"], ["新乡市", "临湖高新技术产业开发区"],
    // Without a kind, only known names are taken off.
    ["湖南", "芷江县"], ["怀化", "芷江侗族自治县"], ["内蒙古", "赤峰市", "红山区"], ["湖南", "澄塘县"],
    // One name each.
    ["津市市"], ["沙市区"], ["吉林市"], ["海南藏族自治州"], ["河南蒙古族自治县"], ["长沙县"], ["海州区"], ["乡宁县"], ["镇远县"], ["浦东新区"], ["临澄新区"],
    ["长沙高新区"], ["河北区"],
    ["大城县"], ["青石桥镇"],
  ])
  func `cuts a chain of names`(areas: [String]) {
    #expect(cut(areas.joined()) == areas)
  }

  @Test(arguments: ["全县", "全市", "我县", "本区", "各区", "全省", "各县区", "社区", "全州"])
  func `takes no word that only points to an area`(word: String) {
    #expect(cut(word).isEmpty)
  }

  @Test(arguments: [
    ("榆溪县2024年法治政府建设年度报告", "榆溪县"), ("2024年榆溪县司法行政工作总结", "榆溪县"), ("关于盐城市法治建设情况的报告", "盐城市"), ("涂山市“七五”普法工作总结", "涂山市"),
    ("2024年上半年榆溪县普法工作总结", "榆溪县"), ("上党区2024年工作总结", "上党区"), ("全州县2024年工作总结", "全州县"), ("青石桥镇2024年工作总结", "青石桥镇"),
    ("衡阳司法局2024年工作总结", "衡阳"), ("湖南2024年法治政府建设年度报告", "湖南"), ("科尔沁右翼前旗2024年工作总结", "科尔沁右翼前旗"),
  ])
  func `finds the area at a title's start`(title: String, area: String) throws {
    let passage = Passage(title)
    let range = try #require(reader.area(atStartOf: passage, 0..<passage.count))
    #expect(passage.string(range) == area)
  }

  @Test(arguments: [
    "全县司法行政工作上半年总结", "2024年上半年全市普法工作总结", "我区2024年工作总结", "城市管理工作总结", "深化城市管理工作总结", "乡村振兴工作总结", "推进乡村治理工作总结", "社区矫正工作总结",
    "平安建设工作总结", "2024年工作总结", "法治宣传工作总结", "",
  ])
  func `finds no area in a title without one`(title: String) {
    let passage = Passage(title)
    #expect(reader.area(atStartOf: passage, 0..<passage.count).map { passage.string($0) } == nil)
  }
}

struct AreaParentsTests {
  @Test(arguments: [
    ("芷江侗族自治县", ["湖南省", "怀化市", "芷江侗族自治县"]), ("湖南省芷江侗族自治县", ["湖南省", "怀化市", "芷江侗族自治县"]), ("芷江县", ["湖南省", "怀化市", "芷江县"]),
    ("湖南芷江县", ["湖南省", "怀化市", "芷江县"]), ("渝北区", ["重庆市", "渝北区"]), ("仙桃市", ["湖北省", "仙桃市"]), ("衡阳", ["湖南省", "衡阳"]),
    ("衡阳市", ["湖南省", "衡阳市"]), ("湖南省", ["湖南省"]), ("湖南", ["湖南"]), ("重庆市", ["重庆市"]), ("恩施州", ["湖北省", "恩施州"]),
    ("岭西省", ["岭西省"]),
    ("宁乡县", ["湖南省", "长沙市", "宁乡县"]), ("渝北区双凤桥街道", ["重庆市", "渝北区", "双凤桥街道"]), ("衡南县三塘镇", ["湖南省", "衡阳市", "衡南县", "三塘镇"]),
    ("长沙高新区", ["湖南省", "长沙市", "长沙高新区"]), ("新乡市临湖高新技术产业开发区", ["河南省", "新乡市", "临湖高新技术产业开发区"]),
    ("怀化市澄塘县", ["湖南省", "怀化市", "澄塘县"]),
    ("湖南澄塘县", ["湖南省", "澄塘县"]), ("澄塘县", ["澄塘县"]), ("澄州市", ["澄州市"]), ("青石桥镇", ["青石桥镇"]),
    // Several places, and nothing decides.
    ("鼓楼区", ["鼓楼区"]), ("朝阳区", ["朝阳区"]), ("铁西区", ["铁西区"]), ("新华区", ["新华区"]),
    // The chain decides.
    ("徐州市鼓楼区", ["江苏省", "徐州市", "鼓楼区"]), ("福建省鼓楼区", ["福建省", "福州市", "鼓楼区"]), ("北京朝阳区", ["北京市", "朝阳区"]),
  ])
  func `knows the areas around a name`(name: String, areas: [String]) {
    #expect(names(name) == areas)
  }

  @Test func `says where each area was found`() {
    let found = areas("芷江县", "2024年，在怀化市司法局的指导下，我局办理80件。")
    #expect(found.map(\.value) == ["湖南省", "怀化市", "芷江县"])
    #expect(found.map(\.evidence) == [.gazetteer, .text, .title])
    #expect(found[1].range == 13..<22)
    #expect(areas("澄塘县", page: ["怀化市澄塘县人民政府"]).map(\.evidence) == [.gazetteer, .page, .title])
    #expect(areas("澄塘县", site: "www.huaihua.gov.cn/1").map(\.evidence) == [.gazetteer, .source, .title])
    #expect(areas("湖南芷江县").map(\.evidence) == [.title, .gazetteer, .title])
  }

  @Test(arguments: [
    ("在徐州市司法局的指导下办理80件。", "", "", ["江苏省", "徐州市"]), ("", "福州市鼓楼区人民政府", "", ["福建省", "福州市"]),
    ("", "", "sfj.kaifeng.gov.cn", ["河南省", "开封市"]), ("", "福建省司法厅", "", ["福建省", "福州市"]),
    // The text goes before the page, and the page before the domain.
    ("在徐州市司法局的指导下办理80件。", "福州市人民政府", "www.kaifeng.gov.cn", ["江苏省", "徐州市"]),
    ("", "福州市人民政府", "www.kaifeng.gov.cn", ["福建省", "福州市"]),
    // Two of one province are told apart by what is left.
    ("执行江苏省的规定。", "", "", ["江苏省"]), ("执行江苏省的规定。", "", "www.nanjing.gov.cn", ["江苏省", "南京市"]),
    ("福建省鼓楼区代表队获奖。", "南京市鼓楼区人民政府", "", ["福建省", "福州市"]),
    // What others do elsewhere decides nothing.
    ("赴福州市鼓楼区学习，按南京市委要求办理80件。", "", "", ["江苏省", "南京市"]), ("赴长沙市学习。", "", "", []),
    ("赴福州市鼓楼区学习两次。", "", "www.nanjing.gov.cn", ["江苏省", "南京市"]),
  ])
  func `tells places of one name apart`(text: String, page: String, site: String, parents: [String]) {
    #expect(names("鼓楼区", text, page: [page], site: site) == parents + ["鼓楼区"])
  }

  @Test(arguments: [
    ("在县委和永州市司法局的指导下，办理80件。", ["湖南省", "永州市"]), ("盐城市司法局抽查卷宗40卷。", ["江苏省", "盐城市"]), ("在庆阳市委、市政府的领导下。", ["甘肃省", "庆阳市"]),
    ("落实重庆市市场监督管理局部署。", ["重庆市"]), ("围绕甘肃省和湄宁市发展大局。", ["甘肃省", "湄宁市"]), ("在湖南省、永州市的领导下。", ["湖南省", "永州市"]),
    ("主办：霁安市澄塘县人民政府", ["霁安市"]), ("地址：湖南省永州市澄塘县建设路", ["湖南省", "永州市"]),
    // Others' places.
    ("赴长沙市、杭州市学习。", []), ("与长沙市司法局、杭州市司法局结对。", []), ("长沙市、长沙市和杭州市的经验。", ["湖南省", "长沙市"]),
    ("在全市率先开展，全省推广。", []),
  ])
  func `takes what the text states for a place that no gazetteer knows`(text: String, parents: [String]) {
    #expect(names("澄塘县", text) == parents + ["澄塘县"])
  }

  @Test func `goes by the page and the domain where the text states nothing`() {
    #expect(names("澄塘县", page: ["怀化市人民政府门户网站"]) == ["湖南省", "怀化市", "澄塘县"])
    #expect(names("澄塘县", page: ["霁安市澄塘县人民政府"]) == ["霁安市", "澄塘县"])
    #expect(names("澄塘县", site: "www.huaihua.gov.cn/1.html") == ["湖南省", "怀化市", "澄塘县"])
    #expect(names("澄塘县", site: "sft.hunan.gov.cn") == ["湖南省", "澄塘县"])
    // 泰州 and 台州 share a label.
    #expect(names("澄塘县", site: "www.taizhou.gov.cn") == ["澄塘县"])
    #expect(names("澄塘县", "台州市司法局抽查40卷。", site: "www.taizhou.gov.cn") == ["浙江省", "台州市", "澄塘县"])
  }

  @Test func `believes a page that puts a known name elsewhere`() {
    #expect(names("浔阳区") == ["江西省", "九江市", "浔阳区"])
    #expect(names("浔阳区", page: ["珞宁市浔阳区人民政府"]) == ["珞宁市", "浔阳区"])
  }

  @Test(arguments: [
    ("在溪阜县司法局和镇党委领导下，宣城市表彰。", ["安徽省", "宣城市", "溪阜县"]), ("在衡南县司法局的领导下。", ["湖南省", "衡阳市", "衡南县"]),
    ("溪阜县青石桥镇位于山区。", ["溪阜县"]), ("在县司法局的领导下。", []),
  ])
  func `ends with the town of an office`(text: String, parents: [String]) {
    #expect(names("青石桥镇", text) == parents + ["青石桥镇"])
  }

  @Test(arguments: [
    ("*市", "", ["*市"]), ("XX县", "XX市司法局", ["XX市", "XX县"]), ("*区", "*省和*市", ["*省", "*市", "*区"]),
    ("*市", "落实自治区、*市规划", ["自治区", "*市"]),
    ("XX镇", "在XX县司法局领导下", ["XX县", "XX镇"]), ("XX县", "赴长沙市、长沙市司法局学习，湖南省司法厅表彰", ["XX县"]), ("怀化市XX县", "", ["怀化市", "XX县"]),
    ("XX市鼓楼区", "南京市司法局", ["XX市", "鼓楼区"]),
  ])
  func `gives a masked name no real parents`(name: String, text: String, areas: [String]) {
    #expect(names(name, text, page: ["长沙市人民政府"], site: "www.changsha.gov.cn") == areas)
  }

  @Test func `reads long texts of nothing but names`() {
    for name in ["湖南省", "怀化市", "赴长沙市、", "鼓楼区", "市"] {
      let text = String(repeating: name, count: 10_000)
      #expect(names("鼓楼区", text + "鼓楼区").last == "鼓楼区")
      #expect(names("澄塘县", text + "澄塘县").last == "澄塘县")
    }
  }

  @Test(arguments: 0..<UInt64(150))
  func `ends with the name's own areas, whatever stands around it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "湖南省", "怀化市", "芷江县", "鼓楼区", "澄塘县", "青石桥镇", "司法局", "市委", "和", "、", "赴", "*市", "XX县", "全县", "。", "\n", "南京市", "自治区",
      "州", "省",
    ]
    let text = random.bytes(of: pieces, count: random.below(60), noise: 10)
    let name = ["芷江县", "鼓楼区", "澄塘县", "青石桥镇", "*市", "湖南", "澄州市", "长沙高新区"][Int(seed % 8)]
    let page = String(decoding: random.bytes(of: pieces, count: 4, noise: 5), as: UTF8.self)
    let found = reader.completed([Found(name, .title)], in: text, pageNames: [page], sources: ["www.huaihua.gov.cn"])
    #expect(found.last == Found(name, .title))
    #expect(found.count <= 5)
    for area in found {
      #expect(area.value.unicodeScalars.count >= 2)
      guard let range = area.range else { continue }
      let words = String(decoding: text[range], as: UTF8.self)
      #expect(area.value.hasPrefix(words) || gazetteerName(words) == area.value)
    }
  }

  private func gazetteerName(_ words: String) -> String? {
    Gazetteer.shared.places(named: words).first.map(Gazetteer.shared.name)
  }
}
