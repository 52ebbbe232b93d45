import GRDB

/// The tables of the state, as the versions of Tally made them.
enum Schema {
  /// Brings a file of any earlier version up to this one.
  ///
  /// A migration that was released never changes.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.create(table: "runs") { table in
        table.autoIncrementedPrimaryKey("number")
        table.column("id", .text).notNull()
        table.column("status", .text).notNull()
        table.column("message", .text)
        table.column("started", .double).notNull()
        table.column("ended", .double).notNull()
        table.column("fingerprint", .text).notNull()
        for count in ["listed", "published", "dropped", "rejected", "reused"] {
          table.column(count, .integer).notNull()
        }
      }
      try db.create(table: "legs") { table in
        table.primaryKey("id", .integer)
        table.column("fingerprint", .text).notNull().unique()
        table.column("steps", .text).notNull()
      }
      try db.create(table: "inputs") { table in
        table.primaryKey("id", .integer)
        table.column("source", .text).notNull()
        table.column("validator", .text)
        table.column("revision", .text)
        table.column("content", .integer)
        table.column("leg", .integer).notNull().references("legs")
        table.column("outcome", .blob).notNull()
        table.column("run", .text).notNull()
      }
      try db.create(table: "rejects") { table in
        table.primaryKey("source", .text)
        table.column("revision", .text)
        for name in ["stage", "code", "class", "message", "first_seen"] { table.column(name, .text).notNull() }
        table.column("attempts", .integer).notNull()
      }
      try db.create(table: "layout") { table in
        table.primaryKey("one", .integer).check { $0 == 1 }
        for name in ["folder", "manifest", "sinks", "files"] { table.column(name, .text).notNull() }
        table.column("entries", .blob).notNull()
      }
    }
    migrator.registerMigration("2") { db in
      try db.alter(table: "inputs") { table in
        for name in ["layers_file", "layers_start", "layers_bytes"] { table.add(column: name, .integer) }
      }
    }
    return migrator
  }
}
