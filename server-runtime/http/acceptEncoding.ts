/** How much a client wants each coding, by lower-case name, 0 to 1; `*` stands for those it does not name. */
type Weights = ReadonlyMap<string, number>;

// Clients send a handful of different headers over and over.
const parsed = new Map<string, Weights>();
const maxParsed = 64;

/**
 * The coding to use of those that are at hand, by Accept-Encoding (RFC 9110 §12.5.3): the one with the highest weight, of
 * equals the first; undefined when the client wants none of them, or rather none at all.
 */
export function selectEncoding<T extends string>(
  header: string | undefined,
  available: readonly T[],
): T | undefined {
  if (header === undefined || available.length === 0) return undefined;
  const weights = parsed.get(header) ?? remember(header);
  let best: T | undefined;
  // A client that names identity means it; one that does not takes it as the last resort.
  let bestWeight = weights.get('identity') ?? 0;
  for (const encoding of available) {
    const weight = weights.get(encoding) ?? weights.get('*') ?? 0;
    const isBetter = best === undefined ? weight >= bestWeight : weight > bestWeight;
    if (weight === 0 || !isBetter) continue;
    best = encoding;
    bestWeight = weight;
  }
  return best;
}

function remember(header: string): Weights {
  const weights = parse(header);
  if (parsed.size >= maxParsed) parsed.clear();
  parsed.set(header, weights);
  return weights;
}

function parse(header: string): Weights {
  const weights = new Map<string, number>();
  for (const item of header.split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    if (name === '') continue;
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
    const value = weight === undefined ? 1 : Number(weight.replace(/^q\s*=\s*/, ''));
    weights.set(name === 'x-gzip' ? 'gzip' : name, value >= 0 && value <= 1 ? value : 0);
  }
  return weights;
}

/** Adds a name to Vary, unless it is there. */
export function appendVary(
  headers: { get(name: string): string | undefined; set(name: string, value: string): void },
  name: string,
): void {
  const vary = headers.get('Vary');
  if (vary === undefined || vary.trim() === '') {
    headers.set('Vary', name);
    return;
  }
  const names = vary.split(',').map((one) => one.trim().toLowerCase());
  if (names.includes('*') || names.includes(name.toLowerCase())) return;
  headers.set('Vary', `${vary}, ${name}`);
}
