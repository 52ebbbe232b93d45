import Testing

@testable import PipelineKit

struct PrometheusTextTests {
  @Test func `labels are escaped as the format wants, and numbers are plain`() {
    var text = PrometheusText(labels: [("pipeline", "p")])
    text.gauge(
      "tally_a", "What \\ is\nmeant.", [([("stage", "a\"b\\c\nd")], 1.5), ([("stage", "报")], 1_795_357_591.25)])
    text.gauge("tally_b", "None.", [([], 0)])
    #expect(
      text.text == #"""
        # HELP tally_a What \\ is\nmeant.
        # TYPE tally_a gauge
        tally_a{pipeline="p",stage="a\"b\\c\nd"} 1.5
        tally_a{pipeline="p",stage="报"} 1795357591.25
        # HELP tally_b None.
        # TYPE tally_b gauge
        tally_b{pipeline="p"} 0

        """#)
  }
}
