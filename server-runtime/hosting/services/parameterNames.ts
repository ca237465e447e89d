/** A function, or a class that is made with `new`. */
export type Invocable =
  | ((...args: never[]) => unknown)
  | (abstract new (...args: never[]) => unknown);

const cache = new WeakMap<object, readonly string[]>();

/**
 * The names of a function's or constructor's parameters, from its source: types are gone at run time, names are not.
 * Patterns have no name and give an empty one.
 */
export function parameterNames(target: Invocable): readonly string[] {
  let names = cache.get(target);
  if (!names) {
    names = parse(target);
    cache.set(target, names);
  }
  return names;
}

function parse(target: Invocable): readonly string[] {
  const source = blankOut(Function.prototype.toString.call(target));
  if (/^class\b/.test(source)) {
    const found = /\bconstructor\s*\(/.exec(source);
    if (found) return split(source, found.index + found[0].length);
    const parent = Object.getPrototypeOf(target) as unknown;
    const isDerived = typeof parent === 'function' && parent !== Function.prototype;
    return isDerived ? parameterNames(parent as Invocable) : [];
  }
  const arrow = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  if (arrow) return [arrow[1] as string];
  const open = source.indexOf('(');
  return open < 0 ? [] : split(source, open + 1);
}

/** The names between an opening parenthesis and its closing one; defaults are left out. */
function split(source: string, start: number): string[] {
  const names: string[] = [];
  let depth = 0;
  let current = '';
  for (let i = start; i < source.length; i++) {
    const c = source[i] as string;
    if (depth === 0 && (c === ',' || c === ')')) {
      if (current.trim()) names.push(nameOf(current));
      if (c === ')') break;
      current = '';
      continue;
    }
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    current += c;
  }
  return names;
}

function nameOf(parameter: string): string {
  return /^\s*(?:\.\.\.)?\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(parameter)?.[1] ?? '';
}

/** The source with comments and the contents of strings taken out, so that what is in them is not read. */
function blankOut(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g,
    (text) => (text.startsWith('/') ? ' ' : "''"),
  );
}
