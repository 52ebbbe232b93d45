import NIOCore
import NIOPosix
import NIOSSL
import PipelineTesting
import Testing
import WebArchives

@testable import WebFetch

/// A server with encryption that answers whatever it is asked, under a certificate for `a.test` that nobody has signed.
private final class EncryptedServer: Sendable {
  private final class Answer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx"
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
  }

  private let channel: any Channel
  var port: Int { channel.localAddress?.port ?? 0 }

  init() throws {
    let certificate = try NIOSSLCertificate(bytes: Array(Self.certificate.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem)
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandlers([NIOSSLServerHandler(context: context), Answer()])
      }
    }.bind(host: "127.0.0.1", port: 0).wait()
  }

  deinit { channel.close(promise: nil) }

  /// Made for these tests alone; valid from 2020 to 2120.
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBODCB36ADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBmEudGVzdDAg
    Fw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowETEPMA0GA1UEAwwGYS50
    ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMeTM/7vHduHeHsElmRLgl8J0
    EeAmMWjgJAdcReUpK4LiLFTBwn5e/Y0hfFIw7h+ZQDbiJJffdWBCi7UT0lXuZKMm
    MCQwEQYDVR0RBAowCIIGYS50ZXN0MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0E
    AwIDSAAwRQIgRtqTvfzo2i/NDnTY/rvlBfruXA2vlFMXoVBkP3v5HwYCIQDlZk6j
    HFY/aPU77wyVljamgD0Ywr3AKbYDrqPV1ugatA==
    -----END CERTIFICATE-----
    """
  private static let key = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIEXTP75imor2BjUxHYsUJpswqJKvqmPX7+EQ48F+QRIqoAoGCCqGSM49
    AwEHoUQDQgAEMeTM/7vHduHeHsElmRLgl8J0EeAmMWjgJAdcReUpK4LiLFTBwn5e
    /Y0hfFIw7h+ZQDbiJJffdWBCi7UT0lXuZA==
    -----END EC PRIVATE KEY-----
    """
}

struct EncryptionTests {
  private let server: EncryptedServer
  private let folder: TemporaryFolder

  init() throws {
    server = try EncryptedServer()
    folder = try TemporaryFolder()
  }

  private func failure(_ host: String, trusting roots: [String]) throws -> FetchFailure? {
    var settings = FetchSettings(contact: "reports@example.org", store: PageStore(folder: folder.path))
    settings.retries = 0
    settings.delay = 0
    settings.trustedRoots = roots
    settings.resolver = HostResolver(allowed: [host]) { _ in [NetworkAddress("127.0.0.1")].compactMap { $0 } }
    do {
      _ = try PageFetcher(settings).page(try WebURL("https://\(host):\(server.port)/"))
      return nil
    } catch { return error as? FetchFailure }
  }

  @Test func `a certificate that nobody vouches for is refused`() throws {
    let failure = try failure("a.test", trusting: [])
    #expect(failure?.code == "tls-failed" && failure?.isTransient == true)
  }

  @Test func `a certificate must be the host's, whatever address it was found at`() throws {
    #expect(try failure("a.test", trusting: [EncryptedServer.certificate]) == nil)
    #expect(try failure("b.test", trusting: [EncryptedServer.certificate])?.code == "tls-failed")
    #expect(try failure("127.0.0.1", trusting: [EncryptedServer.certificate])?.code == "tls-failed")
  }
}
