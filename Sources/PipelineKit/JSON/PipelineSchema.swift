/// The JSON Schema (2020-12) of pipeline files, from the stages' own declarations.
public struct PipelineSchema: Sendable {
  private let stages: [any Stage.Type]

  /// Makes the schema of files that use `stages`.
  public init(stages: [any Stage.Type]) { self.stages = stages }

  /// The schema.
  public var json: JSONValue {
    var top = PipelineKeys.top.map { ($0.name, $0.jsonSchema) }
    for group in PipelineKeys.groups { top.append((group.name, object(group.keys, required: []))) }
    top.append(
      ("stages", ["type": "array", "minItems": 1, "items": ["oneOf": .array(stages.map { entry($0) })]]))
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tally pipeline", "type": "object",
      "properties": .object(top), "required": ["name", "stages"], "additionalProperties": false,
    ]
  }

  private func entry(_ stage: any Stage.Type) -> JSONValue {
    let required = stage.options.filter(\.isRequired).map(\.name)
    return [
      "type": "object", "description": .string(stage.summary),
      "properties": ["use": ["const": .string(stage.name)], "with": object(stage.options, required: required)],
      "required": .array((required.isEmpty ? ["use"] : ["use", "with"]).map { .string($0) }),
      "additionalProperties": false,
    ]
  }

  private func object(_ options: [any OptionDeclaration], required: [String]) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", "object"), ("properties", .object(options.map { ($0.name, $0.jsonSchema) })),
      ("additionalProperties", false),
    ]
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    return .object(members)
  }
}
