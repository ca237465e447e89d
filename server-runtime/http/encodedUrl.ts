// RFC 3986 §3.3: pchar and the separator; everything else is sent as UTF-8 percent escapes.
const notAllowedInPath = /[^!$&'()*+,\-./0-9:;=@A-Z_a-z~%]+|%(?![0-9A-Fa-f]{2})/g;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A path as it is written in a URL. Escapes that are there already stay. */
export function encodePath(path: string): string {
  return path.replace(notAllowedInPath, encode);
}

/** A URL as it may be sent in a header: what is not visible ASCII is escaped, the rest stays as it is. */
export function encodeForHeader(url: string): string {
  return url.replace(/[^\x21-\x7e]+/g, encode);
}

function encode(text: string): string {
  return encodeURIComponent(text.replace(loneSurrogate, '\uFFFD'));
}
