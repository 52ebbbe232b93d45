/// Finds the names of public bodies: an area's name and the body's, 蒸阳区司法局, *市人民政府.
struct AgencyReader {
  /// An agency in a passage.
  struct Agency {
    /// Its scalars.
    var range: Range<Int>
    /// The part that names the area; empty where the body is named alone.
    var area: Range<Int>
  }

  /// The bodies that report on the administration of justice and the rule of law.
  private static let reporting = Word.list("司法局 司法厅 人民政府")
  private static let bodies = Word.list(
    """
    司法局 司法厅 人民政府 公安局 财政局 教育局 民政局 审计局 统计局 税务局 信访局 监督管理局 社会保障局 城乡建设局 交通运输局 农业农村局 水利局 旅游局 \
    卫生健康局 卫生健康委员会 应急管理局 市场监督管理局 生态环境局 自然资源局 林业局 医疗保障局 行政审批局 城市管理局 综合执法局 人民法院 人民检察院 改革局 改革委员会 商务局 \
    科技局 科学技术局 退役军人事务局 委员会办公室 委员会 管委会 政法委 办事处 司法所 粮食局 体育局 民族宗教事务局 行政执法局 数据局 政务服务局 机关事务管理局
    """)
  private static let areaSuffixes: Set<UInt32> = Set("省市县区州盟旗乡镇".unicodeScalars.map(\.value))
  /// What stands in sentences, but not in names; 各 and 全 make 各区司法局 and 全市 no names.
  private static let noName: Set<UInt32> = Set("在对向由和与为的将各全本我该及被受经给同据是并等两".unicodeScalars.map(\.value))

  /// The first agency in the range that has a place's name; where the reading is not strict, of any body.
  ///
  /// - Parameter strict: whether only bodies that report are read and the name must be made of areas alone, as running
  ///   text demands.
  func first(in passage: Passage, _ range: Range<Int>, strict: Bool) -> Agency? {
    var mayBegin = true
    for at in range {
      if mayBegin, let agency = agency(in: passage, at: at, before: range.upperBound, strict: strict) { return agency }
      let scalar = passage.scalars[at]
      mayBegin = !(scalar.isHan || scalar.isMask || scalar.digitValue != nil)
      if !strict {
        mayBegin =
          mayBegin || passage.has("关于", at: at - 1) || passage.has("年", at: at) || passage.has("年度", at: at - 1)
          || passage.has("中共", at: at - 1)
      }
    }
    return nil
  }

  private func agency(in passage: Passage, at start: Int, before end: Int, strict: Bool) -> Agency? {
    guard !passage.has("关于", at: start), !passage.has("中共", at: start) else { return nil }
    var at = start, areaEnd: Int?
    while at < end, at - start < 30 {
      let scalar = passage.scalars[at]
      if at > start, let body = passage.longest(of: strict ? Self.reporting : Self.bodies, at: at),
        at + body.scalars.count <= end
      {
        guard let areaEnd, !strict || areaEnd == at else { return nil }
        var stop = at + body.scalars.count
        if passage.has("办公室", at: stop), stop + 3 <= end { stop += 3 }
        if strict, passage.has("的", at: stop) { return nil }
        return Agency(range: start..<stop, area: start..<areaEnd)
      }
      guard scalar.isHan || scalar.isMask, !Self.noName.contains(scalar) else { return nil }
      // 县司法局 alone names no place.
      if Self.areaSuffixes.contains(scalar), at > start { areaEnd = at + 1 }
      at += 1
    }
    return nil
  }

  /// The agency that a line consists of, as in a signature.
  func whole(_ passage: Passage, _ range: Range<Int>) -> Agency? {
    guard let agency = first(in: passage, range, strict: false), agency.range == range else {
      // Bodies without an area's suffix: 横湾司法局.
      guard (4...20).contains(range.count), passage.scalars[range].allSatisfy({ $0.isHan || $0.isMask }),
        Self.bodies.contains(where: { passage.has($0, at: range.upperBound - $0.scalars.count) })
      else { return nil }
      return Agency(range: range, area: range.lowerBound..<range.lowerBound)
    }
    return agency
  }
}
