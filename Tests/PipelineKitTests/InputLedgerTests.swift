import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

/// What is remembered of inputs, and what a run makes of it.
struct InputLedgerTests {
  private func input(_ name: String, content: UInt64 = 1, run: String = "1", layers: LayerPlace? = nil)
    -> RememberedInput
  {
    RememberedInput(
      source: name, validator: "v", revision: nil, content: content, leg: "leg",
      outcome: .kept(signatures: [[UInt8](repeating: 1, count: 600)], counts: ["n": 3]), run: run, layers: layers)
  }

  private func result(_ name: String, recalled: RememberedInput?, findings: RememberedInput?) -> Leg.Result {
    let result = Leg.Result(Input(source: name, locator: name), sourceStep: 0)
    (result.recalled, result.findings) = (recalled, findings)
    return result
  }

  private func all(_ inputs: RememberedInputs) throws -> [RememberedInput] {
    var all: [RememberedInput] = []
    try inputs.forEach { all.append($0) }
    return all
  }

  @Test func `inputs are found by their ids as they were given`() throws {
    let folder = try TemporaryFolder()
    let inputs = RememberedInputs(spillingTo: folder.path + "/inputs")
    let given = (0..<3000).map {
      input(
        "input \($0)", content: UInt64($0), run: "\($0 % 3)",
        layers: $0 % 2 == 0 ? LayerPlace(file: 1, start: $0, count: 9) : nil)
    }
    for one in given { try inputs.append(one) }
    inputs.index()
    #expect(inputs.count == 3000 && inputs.layersFiles == [1])
    for one in given { #expect(inputs[one.id] == one) }
    #expect(inputs[RecordID(source: "another")] == nil)
    #expect(try all(inputs) == given, "in the order in which they were added")
  }

  @Test(arguments: [
    [], [0], [.max], [0, .max], Array(0..<200), Array(UInt64.max - 200...UInt64.max), (0..<64).map { 1 << $0 },
    Array(0..<300) + [.max],
  ])
  func `ids that are not spread evenly are found as well`(_ ids: [UInt64]) throws {
    let inputs = RememberedInputs()
    for id in ids.reversed() {
      try inputs.append(
        id: RecordID(bits: id), source: "\(id)", validator: nil, revision: nil, content: nil, leg: "", outcome: [],
        run: "", layers: nil)
    }
    inputs.index()
    for (place, id) in ids.enumerated() {
      #expect(inputs.index(of: RecordID(bits: id)) == place)
      let isNext = id < .max && ids.contains(id + 1)
      #expect(id == .max || isNext || inputs.index(of: RecordID(bits: id + 1)) == nil)
    }
    #expect(inputs.index(of: RecordID(bits: 0xABCD_EF01_2345_6789)) == nil)
  }

  @Test func `only what differs is committed, and what has not come up is gone`() throws {
    let folder = try TemporaryFolder()
    let before = ["same", "stayed", "other", "lost"].map { input($0) }
    var ledger = InputLedger(earlier: RememberedInputs(before), path: folder.path + "/ledger")
    try ledger.note(result("stayed", recalled: before[1], findings: nil))
    try ledger.note(result("same", recalled: nil, findings: input("same", run: "2")))
    try ledger.note(result("other", recalled: nil, findings: input("other", content: 5, run: "2")))
    try ledger.note(result("new", recalled: nil, findings: input("new", run: "2")))
    try ledger.note(result("forgotten", recalled: nil, findings: nil))
    let findings = try ledger.close(nil)
    #expect(try all(findings.changed).map(\.source) == ["other", "new"])
    #expect(findings.gone == [RecordID(source: "lost")])
  }

  @Test func `what is taken back is as if it had not come up`() throws {
    let folder = try TemporaryFolder()
    let before = ["a", "b", "c"].map { input($0) }
    var ledger = InputLedger(earlier: RememberedInputs(before), path: folder.path + "/ledger")
    for (name, known) in zip(["a", "b", "c"], before) {
      try ledger.note(result(name, recalled: known, findings: input(name, content: 7)))
      ledger.withdraw(known.id)
    }
    try ledger.note(result("a", recalled: nil, findings: input("a", content: 8)))
    try ledger.note(result("b", recalled: nil, findings: before[1]))
    try ledger.note(result("c", recalled: nil, findings: nil))
    let findings = try ledger.close(nil)
    #expect(try all(findings.changed).last == input("a", content: 8), "the last holds")
    #expect(Set(try all(findings.changed).map(\.source)) == ["a"])
    #expect(findings.gone == [before[2].id])
  }

  @Test func `layers are moved out of files that are mostly waste`() throws {
    let folder = try TemporaryFolder()
    let first = LayerStore(folder: folder.path + "/layers")
    let before = ["used", "waste", "more waste"].map { name in
      input(name, layers: first.append(Array((name + " layers").utf8)))
    }
    #expect(first.finish() == nil)
    let store = LayerStore(folder: folder.path + "/layers")
    var ledger = InputLedger(earlier: RememberedInputs(before), path: folder.path + "/ledger")
    try ledger.note(result("used", recalled: before[0], findings: nil))
    try ledger.note(result("new", recalled: nil, findings: input("new", layers: store.append([1, 2, 3]))))
    let findings = try ledger.close(store)
    #expect(findings.layerFiles == [2])
    let moved = try #require(try all(findings.changed).first { $0.source == "used" })
    #expect(moved.layers?.file == 2)
    #expect(moved.layers.flatMap(store.bytes) == Array("used layers".utf8))
    #expect(try all(findings.changed).count == 2)
  }
}
