import type { HttpContext } from '../../http/httpContext.ts';

/** A file that is about to be served. */
export interface ServedFile {
  /** Where it is on the disk. */
  readonly physicalPath: string;
  /** In bytes; of the compressed form when that is what is sent. */
  readonly length: number;
  /** Whole seconds, as in Last-Modified. */
  readonly lastModified: Date;
}

/** Which part of the disk is served, and where. */
export interface SharedFileOptions {
  /** The folder whose files are served; links within it that lead out of it are not followed. */
  readonly root: string;
  /** Start of the path that stands for the folder, without a slash at its end; none unless set. */
  readonly requestPath?: string;
  /** True serves names that start with a dot too. False unless set: they are hidden, at every depth. */
  readonly serveDotFiles?: boolean;
}

/** Settings of {@link staticFiles}. */
export interface StaticFileOptions extends SharedFileOptions {
  /** Content types by extension, as `{ '.model': 'model/gltf-binary' }`, before the built-in ones; null: not served. */
  readonly contentTypes?: Readonly<Record<string, string | null>>;
  /** True serves files whose extension says nothing. False unless set. */
  readonly serveUnknownFileTypes?: boolean;
  /** Their content type; none unless set. */
  readonly defaultContentType?: string;
  /** False ignores files with `.br` or `.gz` beside the one that is asked for. True unless set. */
  readonly servePrecompressed?: boolean;
  /** Called before the headers are sent: the place to set `Cache-Control`. */
  readonly onPrepareResponse?: (context: HttpContext, file: ServedFile) => void;
  /** Largest file whose contents are kept in memory, in bytes: 128 KiB unless set; 0 keeps none. */
  readonly maxCachedFileSize?: number;
  /** How much all contents in memory may take, in bytes: 16 MiB unless set. */
  readonly maxCacheSize?: number;
}
