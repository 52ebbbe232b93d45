import Synchronization
import Testing

@testable import Readings

struct CatalogMemoryTests {
  private func question(_ number: Int, action: String? = nil) -> CatalogMemory.Question {
    .init(label: "公证书\(number)", action: action, unit: "件")
  }

  @Test func `a question is answered once`() {
    let memory = CatalogMemory()
    let asked = Mutex(0)
    for _ in 0..<3 {
      let answer = memory.answer(to: question(1)) {
        asked.withLock { $0 += 1 }
        return "notary"
      }
      #expect(answer == "notary")
    }
    #expect(asked.withLock { $0 } == 1)
  }

  @Test func `that nothing fits is remembered too`() {
    let memory = CatalogMemory()
    #expect(memory.answer(to: question(1)) { nil } == nil)
    #expect(memory.answer(to: question(1)) { "asked again" } == nil)
  }

  @Test func `no action is another question than an empty one`() {
    let memory = CatalogMemory()
    #expect(memory.answer(to: question(1)) { "without" } == "without")
    #expect(memory.answer(to: question(1, action: "")) { "empty" } == "empty")
    #expect(memory.answer(to: question(1)) { "again" } == "without")
  }

  @Test func `what is forgotten is found again`() {
    let memory = CatalogMemory()
    for number in 0..<20_000 { #expect(memory.answer(to: question(number)) { "\(number)" } == "\(number)") }
    for number in 0..<20_000 { #expect(memory.answer(to: question(number)) { "\(number)" } == "\(number)") }
    #expect(memory.count <= 16_384)
  }
}
