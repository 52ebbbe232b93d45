import Foundation
import Glibc

/// File systems over a network, on which the locks that SQLite needs cannot be trusted.
enum NetworkFileSystem {
  private static let kinds: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "coda", "ncpfs", "gfs2", "ocfs2", "beegfs",
    "glusterfs", "fuse.glusterfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone", "fuse.cephfs", "davfs",
  ]

  /// The kind of file system that `folder` is on, where it is one over a network; otherwise nil.
  static func kind(of folder: String) -> String? {
    var status = stat()
    guard stat(folder, &status) == 0, let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") else {
      return nil
    }
    // As makedev(3) has put the two together.
    let device = UInt64(status.st_dev)
    let major = device >> 32 & 0xFFFF_F000 | device >> 8 & 0xFFF
    let minor = device >> 12 & 0xFFFF_FF00 | device & 0xFF
    return kind(ofDevice: "\(major):\(minor)", in: String(decoding: mounts, as: UTF8.self))
  }

  /// The kind of file system on a device, by the kernel's list of mounts (`proc_pid_mountinfo(5)`): the device is the third
  /// field, the kind the first behind a lone hyphen.
  static func kind(ofDevice device: String, in mounts: String) -> String? {
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 2, fields[2] == device, let hyphen = fields.firstIndex(of: "-"), hyphen + 1 < fields.count
      else { continue }
      let kind = String(fields[hyphen + 1])
      if kinds.contains(kind) { return kind }
    }
    return nil
  }
}
