/** Header fields as they go over the wire: name and value in turn, repeated fields apart, in order. */
export type HeaderLines = string[];

/** True when the two names are the same field name (RFC 9110 §5.1). `lower` must be lower case. */
export function isName(name: string, lower: string): boolean {
  return name.length === lower.length && name.toLowerCase() === lower;
}

/** The values of a field joined by `, `; undefined when it is absent. */
export function joinValues(lines: HeaderLines, lower: string): string | undefined {
  let joined: string | undefined;
  for (let i = 0; i < lines.length; i += 2) {
    if (!isName(lines[i] as string, lower)) continue;
    const value = lines[i + 1] as string;
    joined = joined ? (value ? `${joined}, ${value}` : joined) : value;
  }
  return joined;
}

/** Takes out the fields whose names the predicate accepts. */
export function removeWhere(lines: HeaderLines, isUnwanted: (name: string) => boolean): void {
  let kept = 0;
  for (let i = 0; i < lines.length; i += 2) {
    if (isUnwanted(lines[i] as string)) continue;
    if (kept !== i) {
      lines[kept] = lines[i] as string;
      lines[kept + 1] = lines[i + 1] as string;
    }
    kept += 2;
  }
  lines.length = kept;
}

/** Takes out a field; `lower` must be lower case. */
export function removeName(lines: HeaderLines, lower: string): void {
  removeWhere(lines, (name) => isName(name, lower));
}

/** Replaces whatever there is of the field by one line at the end. */
export function setLine(lines: HeaderLines, name: string, value: string): void {
  removeName(lines, name.toLowerCase());
  lines.push(name, value);
}

/** The comma-separated elements of a list field, lower case, empty ones dropped (RFC 9110 §5.6.1). */
export function listElements(value: string | undefined): string[] {
  if (!value) return [];
  return value
    .toLowerCase()
    .split(',')
    .map((element) => element.trim())
    .filter(Boolean);
}
