import WebArchives

/// The name of a host in its normal form.
enum HostName {
  /// A name in small letters and Punycode, or an address; throws ``FetchFailure`` `bad-url`.
  static func normalized(_ bytes: ArraySlice<UInt8>) throws(FetchFailure) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard !bytes.isEmpty else { throw FetchFailure("bad-url", "the URL has no host") }
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
      guard let address = NetworkAddress(String(text.dropFirst().dropLast())), address.bytes.count == 16 else {
        throw FetchFailure("bad-url", "'\(text)' is no IPv6 address")
      }
      return address.description
    }
    // The ideographic and the full-width full stop part labels too.
    let dots: Set<Unicode.Scalar> = [".", "。", "．", "｡"]
    var labels = text.lowercased().unicodeScalars.split(omittingEmptySubsequences: false) { dots.contains($0) }
    if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
    var parts: [String] = []
    for label in labels { parts.append(try part(Array(label), of: text)) }
    let name = parts.joined(separator: ".")
    guard name.utf8.count <= 253 else { throw FetchFailure("bad-url", "the host's name is longer than 253 bytes") }
    // A name that ends in a number is an IPv4 address in one of its old spellings, and nothing else.
    if let last = parts.last, last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) || last.hasPrefix("0x") {
      guard let address = NetworkAddress(oldSpelling: name) else {
        throw FetchFailure("bad-url", "'\(name)' is no IPv4 address")
      }
      return address.description
    }
    return name
  }

  private static func part(_ label: [Unicode.Scalar], of host: String) throws(FetchFailure) -> String {
    var bytes: [UInt8] = []
    if label.allSatisfy(\.isASCII) {
      bytes = label.map { UInt8($0.value) }
    } else {
      guard let encoded = Punycode.encode(label) else { throw FetchFailure("bad-url", "'\(host)' is no host's name") }
      bytes = Array("xn--".utf8) + encoded
    }
    let isPlain = bytes.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
    }
    guard isPlain, !bytes.isEmpty, bytes.count <= 63 else {
      throw FetchFailure("bad-url", "'\(host)' is no host's name")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The ASCII form of names in other scripts (RFC 3492).
enum Punycode {
  /// The encoded label, without its `xn--`; nil where it is too long to be a name.
  static func encode(_ label: [Unicode.Scalar]) -> [UInt8]? {
    guard label.count <= 63 else { return nil }
    var out = label.filter(\.isASCII).map { UInt8($0.value) }
    let basic = out.count
    var handled = basic
    if basic > 0 { out.append(UInt8(ascii: "-")) }
    var (next, delta, bias) = (128, 0, 72)
    while handled < label.count {
      guard let least = label.lazy.map({ Int($0.value) }).filter({ $0 >= next }).min() else { return nil }
      delta += (least - next) * (handled + 1)
      next = least
      for scalar in label {
        if scalar.value < next { delta += 1 }
        guard scalar.value == next else { continue }
        var rest = delta
        var base = 36
        while true {
          let threshold = base <= bias ? 1 : base >= bias + 26 ? 26 : base - bias
          guard rest >= threshold else { break }
          out.append(digit(threshold + (rest - threshold) % (36 - threshold)))
          rest = (rest - threshold) / (36 - threshold)
          base += 36
        }
        out.append(digit(rest))
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      next += 1
    }
    return out
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }

  private static func adapted(_ delta: Int, _ points: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / points
    var base = 0
    while delta > 455 {
      delta /= 35
      base += 36
    }
    return base + 36 * delta / (delta + 38)
  }
}
