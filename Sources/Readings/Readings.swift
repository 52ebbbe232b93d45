/// Reads what a report says of itself and of its figures; built on quantities and the outline.
public enum Readings {}
