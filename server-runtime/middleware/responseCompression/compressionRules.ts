import type { HttpContext } from '../../http/httpContext.ts';
import { atLeast } from '../../primitives/atLeast.ts';
import {
  defaultCompressedTypes,
  type ResponseCompressionOptions,
} from './responseCompressionOptions.ts';

/** Decides which responses are worth compressing, and may be. */
export class CompressionRules {
  readonly #types: ReadonlySet<string>;
  readonly #excludedTypes: ReadonlySet<string>;
  readonly #isEnabledForHttps: boolean;
  readonly #minimumLength: number;

  constructor(options: ResponseCompressionOptions) {
    this.#types = toSet(options.mimeTypes ?? defaultCompressedTypes);
    this.#excludedTypes = toSet(options.excludedMimeTypes ?? []);
    this.#isEnabledForHttps = options.enableForHttps ?? false;
    this.#minimumLength = atLeast(0, 'minimumLength', options.minimumLength ?? 1024);
  }

  /** True when the request rules nothing out. HEAD is answered with the headers of the plain form. */
  allowsRequest({ request }: HttpContext): boolean {
    return request.method !== 'HEAD' && (this.#isEnabledForHttps || !request.isHttps);
  }

  /** True when a client that takes compressed forms would get one: by status, headers and length. */
  allowsResponse({ response }: HttpContext): boolean {
    const { headers, statusCode } = response;
    if (statusCode < 200 || statusCode === 204 || statusCode === 304) return false;
    if (headers.has('Content-Range') || headers.has('Content-Encoding')) return false;
    if (/\bno-transform\b/i.test(headers.get('Cache-Control') ?? '')) return false;
    const length = response.contentLength;
    if (length !== undefined && length < this.#minimumLength) return false;
    return this.#allowsType(response.contentType);
  }

  #allowsType(contentType: string | undefined): boolean {
    const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (type === '' || includesType(this.#excludedTypes, type)) return false;
    return includesType(this.#types, type);
  }
}

function includesType(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || types.has(`${type.slice(0, type.indexOf('/'))}/*`) || types.has('*/*');
}

function toSet(types: readonly string[]): Set<string> {
  return new Set(types.map((type) => type.toLowerCase()));
}
