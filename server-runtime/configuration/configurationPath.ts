/** Joins the parts of a key with `:`; empty parts are left out. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(':');
}

/** The last part of a key. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf(':') + 1);
}

/** Orders keys as .NET does: part by part, numbers by value and before text, text whatever its case. */
export function compareKeys(first: string, second: string): number {
  const a = first.split(':').filter(Boolean);
  const b = second.split(':').filter(Boolean);
  const count = Math.min(a.length, b.length);
  for (let i = 0; i < count; i++) {
    const order = compareSegments(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareSegments(first: string, second: string): number {
  const a = toIndex(first);
  const b = toIndex(second);
  if (a !== undefined && b !== undefined) return a - b;
  if (a !== undefined) return -1;
  if (b !== undefined) return 1;
  const x = first.toLowerCase();
  const y = second.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
}

function toIndex(segment: string): number | undefined {
  return /^\d{1,10}$/.test(segment) ? Number(segment) : undefined;
}
