/// Finds copies of a text.
public enum NearDuplicates {}
