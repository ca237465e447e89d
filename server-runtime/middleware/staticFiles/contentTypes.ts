// What sites are made of, so that most never need the whole table. Text is UTF-8 unless the app says otherwise.
const common: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  htm: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  xml: 'text/xml; charset=utf-8',
  pdf: 'application/pdf',
  wasm: 'application/wasm',
  zip: 'application/zip',
  gz: 'application/gzip',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  bmp: 'image/bmp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

// Known to the table, but what is in such a file is meant for the server.
const notForClients = new Set(['php']);

/** Finds the content type of a file by its extension. */
export class ContentTypes {
  readonly #types: Map<string, string | null>;
  #table: { getType(extension: string): string | null } | undefined;

  /** The given types come before the built-in ones; null takes one out. */
  constructor(types: Readonly<Record<string, string | null>> = {}) {
    this.#types = new Map(Object.entries(common));
    for (const [extension, type] of Object.entries(types)) {
      this.#types.set(extension.replace(/^\./, '').toLowerCase(), type);
    }
  }

  /**
   * The content type of a path, null when its extension says nothing, undefined when that takes the whole table, which
   * {@link load} brings.
   */
  get(path: string): string | null | undefined {
    const extension = extensionOf(path);
    if (extension === '') return null;
    const type = this.#types.get(extension);
    if (type !== undefined) return type;
    return this.#table && this.#lookUp(this.#table, extension);
  }

  /** Loads the whole table. */
  async load(): Promise<void> {
    // Not at start-up: it takes longer to load than most apps to start.
    const { default: table } = await import('mime');
    this.#table = table;
  }

  #lookUp(table: { getType(extension: string): string | null }, extension: string): string | null {
    const type = notForClients.has(extension) ? null : table.getType(extension);
    return type?.startsWith('text/') ? `${type}; charset=utf-8` : type;
  }
}

/** What follows the last dot of the last segment, in lower case; empty when there is none. */
function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 || path.includes('/', dot) ? '' : path.slice(dot + 1).toLowerCase();
}

/** True for types that compression makes smaller. */
export function isCompressible(contentType: string): boolean {
  return /^text\/|[/+](?:json|xml|javascript|wasm|ttf|otf)\b|^image\/(?:bmp|x-icon)/i.test(
    contentType,
  );
}
