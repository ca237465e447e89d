import { appendVary, selectEncoding } from '../../http/acceptEncoding.ts';
import type { HttpContext } from '../../http/httpContext.ts';
import type { Middleware } from '../../http/requestDelegate.ts';
import type { Logger } from '../../logging/logger.ts';
import { LogLevel } from '../../logging/logLevel.ts';
import { nullLogger } from '../../logging/nullLogger.ts';
import { atLeast } from '../../primitives/atLeast.ts';
import { parseByteRange, type ByteRange } from './byteRange.ts';
import { ContentTypes, isCompressible } from './contentTypes.ts';
import type { FileEntry } from './fileEntry.ts';
import { FileRoot } from './fileRoot.ts';
import { FileStore, formKey } from './fileStore.ts';
import { evaluatePreconditions, isRangeWanted, Precondition } from './preconditions.ts';
import type { StaticFileOptions } from './staticFileOptions.ts';

/** How often a file that changes under our hands is looked up again. */
const maxAttempts = 3;

/**
 * Serves the files of a folder to GET and HEAD: with types by extension, conditional and range requests, and compressed
 * forms (`app.js.br`, `app.js.gz`) for clients that take them. Whatever is not such a file is left to the rest of the
 * pipeline. Throws a TypeError for a request path that ends in a slash, and a RangeError for sizes that are none.
 */
export function staticFiles(options: StaticFileOptions, logger: Logger = nullLogger): Middleware {
  const server = new StaticFileServer(options, logger);
  return (context, next) => server.handle(context, next);
}

/** A file chosen for a request. */
interface Selection {
  readonly entry: FileEntry;
  /** Its name in the store. */
  readonly key: string;
  readonly encoding: 'br' | 'gzip' | undefined;
  /** True when another request may get another form of it. */
  readonly isVarying: boolean;
}

class StaticFileServer {
  readonly #options: StaticFileOptions;
  readonly #root: FileRoot;
  readonly #store: FileStore;
  readonly #types: ContentTypes;
  readonly #logger: Logger;

  constructor(options: StaticFileOptions, logger: Logger) {
    const { maxCachedFileSize = 128 * 1024, maxCacheSize = 16 * 1024 * 1024 } = options;
    this.#options = options;
    this.#root = new FileRoot(options);
    this.#store = new FileStore(
      this.#root,
      atLeast(0, 'maxCachedFileSize', maxCachedFileSize),
      atLeast(0, 'maxCacheSize', maxCacheSize),
    );
    this.#types = new ContentTypes(options.contentTypes);
    this.#logger = logger;
  }

  handle(context: HttpContext, next: () => Promise<void>, attempt = 1): Promise<void> | void {
    const { request } = context;
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return next();
    const path = this.#root.relativePath(request.path);
    if (path === undefined || path === '' || path.endsWith('/')) return next();
    let type = this.#types.get(path);
    if (type === undefined) {
      return this.#types.load().then(() => this.handle(context, next, attempt));
    }
    if (type === null) {
      if (!this.#options.serveUnknownFileTypes) return next();
      type = this.#options.defaultContentType ?? '';
    }
    const entry = this.#store.find(path, type);
    if (!entry) return next();
    const selection = this.#select(context, path, entry);
    return this.#serve(context, selection, () => {
      const isOver = attempt >= maxAttempts || context.response.hasStarted;
      if (isOver) return next();
      context.response.clear();
      return this.handle(context, next, attempt + 1);
    });
  }

  /** The form of the file that the client likes best. */
  #select({ request }: HttpContext, path: string, entry: FileEntry): Selection {
    const plain = { entry, key: path, encoding: undefined, isVarying: false };
    if (this.#options.servePrecompressed === false) return plain;
    if (!isCompressible(entry.contentType ?? '')) return plain;
    const forms = this.#store.findForms(path, entry);
    if (forms.length === 0) return plain;
    const encoding = selectEncoding(
      request.headers.get('Accept-Encoding'),
      forms.map((form) => form.encoding),
    );
    const form = forms.find((one) => one.encoding === encoding);
    if (!form) return { ...plain, isVarying: true };
    const key = formKey(path, form.encoding);
    return { entry: form.entry, key, encoding: form.encoding, isVarying: true };
  }

  #serve(
    context: HttpContext,
    selection: Selection,
    retry: () => Promise<void> | void,
  ): Promise<void> | void {
    const { request, response } = context;
    const { entry } = selection;
    const state = evaluatePreconditions(request.headers, entry, Date.now());
    if (state === Precondition.failed) {
      response.statusCode = 412;
      return undefined;
    }
    if (state === Precondition.notModified) {
      response.statusCode = 304;
      this.#setHeaders(context, selection);
      return undefined;
    }
    const isHead = request.method === 'HEAD';
    const rangeHeader = isHead ? undefined : request.headers.get('Range');
    let range: ByteRange | null | undefined;
    if (rangeHeader !== undefined && isRangeWanted(request.headers, entry)) {
      range = parseByteRange(rangeHeader, entry.length);
    }
    if (range === null) {
      response.statusCode = 416;
      response.headers.set('Content-Range', `bytes */${entry.length}`);
      return undefined;
    }
    if (isHead || entry.length === 0) {
      this.#setHeaders(context, selection, { start: 0, length: entry.length });
      return undefined;
    }
    return this.#send(context, selection, range, retry);
  }

  #send(
    context: HttpContext,
    selection: Selection,
    range: ByteRange | undefined,
    retry: () => Promise<void> | void,
  ): Promise<void> | void {
    const { entry, key } = selection;
    const part = range ?? { start: 0, length: entry.length };
    const prepare = (): void => {
      const { response } = context;
      this.#setHeaders(context, selection, part);
      if (!range) return;
      const last = range.start + range.length - 1;
      response.statusCode = 206;
      response.headers.set('Content-Range', `bytes ${range.start}-${last}/${entry.length}`);
    };
    const content = this.#store.content(key, entry);
    if (content instanceof Promise) {
      return content.then(
        (bytes) => {
          prepare();
          return context.response.write(slice(bytes, part));
        },
        () => retry(),
      );
    }
    prepare();
    if (content) return context.response.write(slice(content, part));
    return this.#sendFile(context, entry, part, retry);
  }

  async #sendFile(
    context: HttpContext,
    { physicalPath }: FileEntry,
    { start, length }: ByteRange,
    retry: () => Promise<void> | void,
  ): Promise<void> {
    try {
      await context.response.sendFile(physicalPath, start, length);
    } catch (error) {
      if (!context.response.hasStarted) return retry();
      // The client left: nobody is there to be told.
      if (!context.requestAborted.aborted) throw error;
    }
  }

  /** Headers of 200, 206 and 304; the last without a length. */
  #setHeaders(context: HttpContext, selection: Selection, part?: ByteRange): void {
    const { entry, encoding, isVarying } = selection;
    const { headers } = context.response;
    if (entry.contentType) headers.set('Content-Type', entry.contentType);
    headers.set('Last-Modified', entry.lastModifiedText);
    headers.set('ETag', entry.etag);
    headers.set('Accept-Ranges', 'bytes');
    if (encoding) headers.set('Content-Encoding', encoding);
    if (isVarying) appendVary(headers, 'Accept-Encoding');
    if (part) headers.set('Content-Length', part.length);
    this.#options.onPrepareResponse?.(context, {
      physicalPath: entry.physicalPath,
      length: entry.length,
      lastModified: new Date(entry.lastModified),
    });
    if (this.#logger.isEnabled(LogLevel.debug)) {
      this.#logger.log(
        LogLevel.debug,
        2,
        "Sending file. Request path: '{VirtualPath}'. Physical path: '{PhysicalPath}'",
        { VirtualPath: context.request.path, PhysicalPath: entry.physicalPath },
      );
    }
  }
}

function slice(bytes: Uint8Array, { start, length }: ByteRange): Uint8Array {
  return length === bytes.byteLength ? bytes : bytes.subarray(start, start + length);
}
