import Testing

@testable import Readings

private let gazetteer = Gazetteer.shared

private func name(_ place: Int) -> String { gazetteer.name(place) }

/// A place's name behind those around it.
private func chain(_ place: Int) -> [String] { (gazetteer.parents(place) + [place]).map(name) }

private func chains(_ text: String) -> Set<[String]> { Set(gazetteer.places(named: text).map(chain)) }

struct GazetteerTests {
  @Test func `has every division of the state once`() {
    let current = gazetteer.places.indices.filter { !gazetteer.places[$0].isFormer }
    let count = { (level: Gazetteer.Level) in current.filter { gazetteer.places[$0].level == level }.count }
    #expect(count(.province) == 34)
    #expect(count(.prefecture) == 333)
    // With 17 areas that are none of the state's divisions but have bodies of their own.
    #expect(count(.county) == 2844 + 17)
    #expect(Set(gazetteer.places.indices.map(chain)).count == gazetteer.places.count)
  }

  @Test func `puts every place in one of the level above`() {
    for (index, place) in gazetteer.places.enumerated() {
      switch place.level {
      case .province: #expect(place.parent == nil)
      case .prefecture: #expect(place.parent.map { gazetteer.places[$0].level } == .province)
      case .county: #expect(place.parent.map { gazetteer.places[$0].level != .county } == true)
      }
      #expect(place.parent.map { $0 < index } ?? true)
    }
  }

  @Test func `names every place in Chinese characters, from two on, by its kind`() {
    let kinds = Set("省市县区州盟旗".unicodeScalars)
    for place in gazetteer.places.indices {
      let scalars = Array(name(place).unicodeScalars)
      #expect(scalars.count >= 2 && scalars.allSatisfy { $0.value.isHan && $0.utf8.count == 3 })
      #expect(scalars.last.map(kinds.contains) == true)
      #expect(gazetteer.places(named: name(place)).contains(place))
    }
  }

  @Test func `only counties share a name`() {
    for place in gazetteer.places.indices where gazetteer.places[place].level != .county {
      #expect(gazetteer.places(named: name(place)) == [place])
    }
  }

  @Test(arguments: [
    ("鼓楼区", 4), ("朝阳区", 2), ("城关区", 2), ("西湖区", 2), ("和平区", 2), ("新华区", 3), ("普陀区", 2), ("铁西区", 3), ("永定区", 2),
    ("市中区", 5),
    ("渝北区", 1), ("芷江侗族自治县", 1), ("仙桃市", 1),
  ])
  func `knows how many places share a name`(shared: String, count: Int) {
    #expect(gazetteer.places(named: shared).count == count)
  }

  @Test(arguments: [
    ("芷江侗族自治县", ["湖南省", "怀化市", "芷江侗族自治县"]), ("渝北区", ["重庆市", "渝北区"]), ("仙桃市", ["湖北省", "仙桃市"]),
    ("济源市", ["河南省", "济源市"]), ("石河子市", ["新疆维吾尔自治区", "石河子市"]), ("昌江黎族自治县", ["海南省", "昌江黎族自治县"]),
    ("科尔沁右翼中旗", ["内蒙古自治区", "兴安盟", "科尔沁右翼中旗"]), ("浦东新区", ["上海市", "浦东新区"]), ("东莞市", ["广东省", "东莞市"]),
    ("神农架林区", ["湖北省", "神农架林区"]), ("六枝特区", ["贵州省", "六盘水市", "六枝特区"]), ("霍城县", ["新疆维吾尔自治区", "伊犁哈萨克自治州", "霍城县"]),
    // Names that were given up.
    ("宁乡县", ["湖南省", "长沙市", "宁乡县"]), ("襄樊市", ["湖北省", "襄樊市"]), ("闸北区", ["上海市", "闸北区"]), ("开县", ["重庆市", "开县"]),
    ("雄安新区", ["河北省", "雄安新区"]),
  ])
  func `knows what lies around a place`(place: String, areas: [String]) {
    #expect(chains(place) == [areas])
  }

  @Test(arguments: [
    ("芷江县", "芷江侗族自治县"), ("麻阳", "麻阳苗族自治县"), ("麻阳自治县", "麻阳苗族自治县"), ("湘西州", "湘西土家族苗族自治州"), ("黔东南", "黔东南苗族侗族自治州"),
    ("衡阳", "衡阳市"), ("湖南", "湖南省"), ("广西", "广西壮族自治区"), ("内蒙古", "内蒙古自治区"), ("阿拉善", "阿拉善盟"), ("东乡族自治县", "东乡族自治县"),
    ("积石山县", "积石山保安族东乡族撒拉族自治县"), ("浦东", "浦东新区"), ("香港", "香港特别行政区"),
  ])
  func `knows short names`(short: String, full: String) {
    #expect(gazetteer.places(named: short).map(name) == [full])
  }

  @Test(arguments: ["", "县", "澄塘县", "芷江市", "芷江侗族", "怀化地区", "忠", "abc县", "湖南省怀化市"])
  func `knows no other names`(other: String) {
    #expect(gazetteer.places(named: other).isEmpty)
  }

  @Test func `finds the longest name at a place in a text`() {
    let text = Array("在吉林市".utf8)
    text.withUnsafeBufferPointer { text in
      #expect(gazetteer.place(at: 0, in: text) == nil)
      #expect(gazetteer.place(at: 3, in: text).map(name) == "吉林市")
      #expect(gazetteer.place(at: 6, in: text) == nil)
    }
  }

  @Test(arguments: [
    ("www.huaihua.gov.cn/x/1.html", ["怀化市"]), ("https://sfj.hf.gov.cn/a", ["合肥市"]),
    ("http://sft.hunan.gov.cn:8080/", ["湖南省"]),
    ("huaihua.hunan.gov.cn", ["怀化市"]), ("/data/pages/www.cq.gov.cn/1.html", ["重庆市"]),
    ("www.taizhou.gov.cn", ["泰州市", "台州市"]),
    ("www.zjtz.gov.cn", ["台州市"]), ("www.zhijiangxian.gov.cn", []), ("www.huaihua.com", []), ("gov.cn", []),
    ("data/huaihua/1.txt", []), ("", []),
  ])
  func `knows whose a site is`(source: String, places: [String]) {
    #expect(gazetteer.places(atSite: source).map(name) == places)
  }
}
