import { environmentValue, type Environment, type Platform } from './platform.ts';

/** What `%VAR%` and `$(Prop)` are looked up in. */
export interface ExpansionContext {
  /** The launching process's environment; the profile's own variables are not consulted, as in every peer. Undefined: `%…%` stays. */
  readonly environment: Environment | undefined;
  readonly platform: Platform;
  /** MSBuild properties; names ignore case, an unknown one is empty. Undefined: `$(…)` stays as written. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
  /** Called with the name of each `$(Property)` that is not known. */
  readonly onUnknownProperty?: (name: string) => void;
}

/** Expands environment variables first, then MSBuild properties, so a variable may hold a `$(Prop)`. */
export function expand(text: string, context: ExpansionContext): string {
  const { environment, platform, properties, onUnknownProperty } = context;
  const expanded = environment ? expandEnvironmentVariables(text, environment, platform) : text;
  return properties ? expandProperties(expanded, properties, onUnknownProperty) : expanded;
}

/**
 * Replaces `%NAME%` as .NET does, on every OS; an unknown one stays as written. On unix its closing percent sign may
 * open the next name, on Windows it may not.
 */
export function expandEnvironmentVariables(
  text: string,
  environment: Environment,
  platform: Platform,
): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('%', at);
    const close = open < 0 ? -1 : text.indexOf('%', open + 1);
    if (close < 0) break;
    result += text.slice(at, open);
    const name = text.slice(open + 1, close);
    const value = name === '' ? undefined : environmentValue(environment, name, platform);
    if (value !== undefined) {
      result += value;
      at = close + 1;
    } else if (platform === 'win32') {
      result += text.slice(open, close + 1);
      at = close + 1;
    } else {
      result += text.slice(open, close);
      at = close;
    }
  }
  return result + text.slice(at);
}

const propertyToken = /\$\(([^)]+)\)/g;

/** Replaces `$(Name)`; an unknown name becomes nothing, an unclosed `$(` stays. */
export function expandProperties(
  text: string,
  properties: Readonly<Record<string, string>>,
  onUnknownProperty?: (name: string) => void,
): string {
  if (!text.includes('$(')) return text;
  const byName = new Map(
    Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]),
  );
  return text.replace(propertyToken, (_, name: string) => {
    const value = byName.get(name.toLowerCase());
    if (value === undefined) onUnknownProperty?.(name);
    return value ?? '';
  });
}

/** The property names that a text refers to, as written, so that a caller can ask MSBuild for just these. */
export function referencedProperties(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(propertyToken), (match) => match[1] ?? ''))];
}
