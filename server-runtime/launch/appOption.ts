/**
 * The value that an app's command-line configuration gives a key: `--key value`, `--key=value`, `/key value`,
 * `/key=value` or `key=value`. Keys ignore case; the last one wins.
 */
export function appOption(args: readonly string[], key: string): string | undefined {
  let value: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const prefix = arg.startsWith('--') ? 2 : arg.startsWith('/') ? 1 : 0;
    const equals = arg.indexOf('=');
    if (equals >= 0) {
      if (arg.slice(prefix, equals).toLowerCase() === key.toLowerCase())
        value = arg.slice(equals + 1);
    } else if (prefix > 0) {
      // The next argument is the value whatever it looks like, as in .NET's command-line configuration.
      i++;
      if (arg.slice(prefix).toLowerCase() === key.toLowerCase()) value = args[i] ?? value;
    }
  }
  return value;
}
