/** What an editor's row cannot show, or lets it show something else: control characters, and marks that turn text round. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A name with what cannot be seen written as in JSON, where a person looks for it; empty when only spaces are left. */
export function visibleName(name: string): string {
  const escaped = name.replaceAll(
    unseen,
    (found) => short[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped.trim() === '' ? '' : escaped;
}
