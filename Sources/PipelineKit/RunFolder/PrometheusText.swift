/// Writes Prometheus' text format: for each metric its meaning, its type, and its samples.
struct PrometheusText {
  /// What has been written.
  private(set) var text = ""
  /// The labels that all samples have.
  let labels: [(String, String)]

  init(labels: [(String, String)]) { self.labels = labels }

  /// Writes a metric that goes up and down, each sample with labels of its own.
  mutating func gauge(_ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]) {
    text += "# HELP \(name) \(Self.escaped(help))\n# TYPE \(name) gauge\n"
    for sample in samples {
      let pairs = (labels + sample.labels).map { "\($0)=\"\(Self.escaped($1).replacing("\"", with: "\\\""))\"" }
      text += "\(name){\(pairs.joined(separator: ","))} \(JSONValue.number(sample.value).compact)\n"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
}
