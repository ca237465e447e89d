/** How hard to try: `fastest` costs least, `smallest` is for what is made once and sent often. */
export type CompressionLevel = 'fastest' | 'optimal' | 'smallest';

/** Settings of the response compression middleware. */
export interface ResponseCompressionOptions {
  /** Content types that are compressed, without parameters; `text/*` and the like are allowed. */
  readonly mimeTypes?: readonly string[];
  /** Content types that are not, though the others include them. */
  readonly excludedMimeTypes?: readonly string[];
  /** True compresses over https too, which may give secrets in a page away (BREACH). False unless set. */
  readonly enableForHttps?: boolean;
  /** Responses that are known to be smaller stay as they are, in bytes: 1024 unless set. */
  readonly minimumLength?: number;
  /** `fastest` unless set. */
  readonly level?: CompressionLevel;
}

/** Content types that are compressed unless the options say otherwise. */
export const defaultCompressedTypes: readonly string[] = [
  'text/plain',
  'text/css',
  'application/javascript',
  'text/javascript',
  'text/html',
  'application/xml',
  'text/xml',
  'application/json',
  'text/json',
  'application/wasm',
  'image/svg+xml',
];
