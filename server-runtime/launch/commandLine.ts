/**
 * Splits `commandLineArgs` as Windows' C runtime does, which is what .NET does on every OS: blanks and tabs separate
 * (a newline is data), double quotes group, `""` inside quotes is one quote, 2n backslashes before a quote are n and
 * the quote counts, 2n+1 are n and a literal quote; elsewhere a backslash is itself. Never fails: an open quote runs to
 * the end. No globbing, no variables.
 */
export function splitCommandLine(text: string): string[] {
  const args: string[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(text[at])) at++;
    if (at >= text.length) return args;
    let arg = '';
    let quoted = false;
    while (at < text.length && (quoted || !isBlank(text[at]))) {
      const unit = text[at];
      if (unit === '\\') {
        const start = at;
        while (text[at] === '\\') at++;
        const count = at - start;
        if (text[at] !== '"') {
          arg += '\\'.repeat(count);
        } else {
          arg += '\\'.repeat(count >> 1);
          if (count % 2 === 1) {
            arg += '"';
            at++;
          }
        }
      } else if (unit === '"') {
        if (quoted && text[at + 1] === '"') {
          arg += '"';
          at++;
        } else {
          quoted = !quoted;
        }
        at++;
      } else {
        arg += unit;
        at++;
      }
    }
    args.push(arg);
  }
}

/** The text that {@link splitCommandLine} splits into these arguments; quotes only where they are needed. */
export function joinCommandLine(args: readonly string[]): string {
  return args.map(quoteArgument).join(' ');
}

function quoteArgument(arg: string): string {
  if (arg !== '' && !/[\s"]/.test(arg)) return arg;
  // Backslashes are doubled only where a quote follows: before a quote of the argument and at the very end.
  return `"${arg.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

function isBlank(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t';
}
