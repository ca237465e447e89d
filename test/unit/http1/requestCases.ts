/** What a request must come to. */
export interface RequestCase {
  name: string;
  /** The bytes, one character each. */
  raw: string;
  /** 200: the app sees it. */
  status: number;
  method?: string;
  path?: string;
  query?: string;
  /** A header that the app must see. */
  header?: [string, string];
  body?: string;
  /** A line that the response must have. */
  responseLine?: string;
  /** The client sends nothing more. */
  hasEnd?: true;
}

const host = 'Host: h\r\n\r\n';
const ok = (name: string, raw: string, more: Partial<RequestCase> = {}): RequestCase => ({
  name,
  raw,
  status: 200,
  ...more,
});
const bad = (status: number, name: string, raw: string): RequestCase => ({ name, raw, status });
const get = (target: string): string => `GET ${target} HTTP/1.1\r\n${host}`;

/** RFC 9112 §2 and §3: the request line. */
export const requestLineCases: readonly RequestCase[] = [
  ok('a plain GET', get('/'), { method: 'GET', path: '/' }),
  ok('a custom method in HTTP/1.0', 'CUSTOM /abc/de/f HTTP/1.0\r\n\r\n', {
    method: 'CUSTOM',
    path: '/abc/de/f',
  }),
  ok('a method in lower case is another method', `get / HTTP/1.1\r\n${host}`, { method: 'get' }),
  ok('escapes in the path only', get('/a/b%20c?arg1=a%20b'), {
    path: '/a/b c',
    query: '?arg1=a%20b',
  }),
  ok('UTF-8 escapes', get('/a%C3%A5a'), { path: '/aåa' }),
  ok('a percent sign that is none', get('/%%2000'), { path: '/% 00' }),
  ok('an escaped slash', get('/%2F'), { path: '/%2F' }),
  ok('an escaped slash in lower case', get('/a%2fb'), { path: '/a%2fb' }),
  ok('an escaped percent sign once', get('/%252F'), { path: '/%2F' }),
  ok('a question mark in the query', get('/?question=what?'), { query: '?question=what?' }),
  ok('an empty query', get('/?'), { path: '/', query: '?' }),
  ok('dots in the query', get('/a?b=/../c'), { path: '/a', query: '?b=/../c' }),
  ok('several spaces before the version', `GET /   HTTP/1.1\r\n${host}`),
  ok('empty lines before the request', `\r\n\r\n${get('/')}`),
  bad(400, 'no target', 'GET \r\n'),
  bad(400, 'no version', 'GET /\r\n'),
  bad(400, 'no space at all', 'GET/HTTP/1.1\r\n'),
  bad(400, 'a method alone', 'GET\r\n'),
  bad(400, 'no space before the version', 'GET /HTTP/1.1\r\n'),
  bad(400, 'no method', '/ HTTP/1.1\r\n'),
  bad(400, 'a space before the method', ' GET / HTTP/1.1\r\n'),
  bad(400, 'two spaces before the target', 'GET  / HTTP/1.1\r\n'),
  bad(400, 'a bare LF', 'GET / HTTP/1.1\n'),
  bad(400, 'a bare CR', 'GET / HTTP/1.1\ra\n'),
  bad(400, 'CR CR LF', 'GET / HTTP/1.1\r\r\n'),
  bad(400, 'more after the version', 'GET / HTTP/1.1ab\r\n'),
  bad(400, 'a space after the version', 'GET / HTTP/1.1 \r\n'),
  bad(400, 'a version that is too short', 'GET / HTTP/1.\r\n'),
  bad(505, 'HTTP/1.2', 'GET / HTTP/1.2\r\n'),
  bad(505, 'HTTP/3.0', 'GET / HTTP/3.0\r\n'),
  bad(505, 'a version in lower case', 'GET / http/1.1\r\n'),
  bad(505, 'eight characters that are no version', 'GET / 8charact\r\n'),
  bad(400, 'a method that is no token', 'GET? / HTTP/1.1\r\n'),
  bad(400, 'a query that swallows the version', 'GET /a?b=cHTTP/1.1\r\n'),
  bad(400, 'a target that begins with an escape', 'GET %2F HTTP/1.1\r\n'),
  bad(400, 'a target that begins with a query', 'GET ?a=b HTTP/1.1\r\n'),
  bad(400, 'a space in the query', 'GET /?d=Bad UrlToAccept HTTP/1.1\r\n'),
  bad(400, 'a method with @', 'get@ / HTTP/1.0\r\n'),
  ...'()<>,;:\\"/[]?={}'
    .split('')
    .map((character) => bad(400, `a method of ${character}`, `${character} / HTTP/1.0\r\n`)),
  bad(400, 'a NUL in the target', 'GET /\0 HTTP/1.1\r\n'),
  bad(400, 'a NUL in the method', 'G\0T / HTTP/1.1\r\n'),
  bad(400, 'a control character in the target', 'GET /\x01 HTTP/1.1\r\n'),
  bad(400, 'a tab for a space', 'GET\t/ HTTP/1.1\r\n'),
  bad(400, 'a DEL in the target', 'GET /\x7f HTTP/1.1\r\n'),
  bad(400, 'bytes outside of ASCII in the target', 'GET /\xc3\xa5 HTTP/1.1\r\n'),
  bad(400, 'a fragment', 'GET /#top HTTP/1.1\r\n'),
  bad(400, 'an escaped NUL', get('/%00')),
  bad(400, 'an escaped NUL after UTF-8', get('/%E8%85%00')),
  bad(400, 'TLS on a plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'),
  bad(400, 'a lone LF before the request', `\n${get('/')}`),
  { name: 'an end in the request line', raw: 'GET / HT', status: 400, hasEnd: true },
  { name: 'an end after the request line', raw: 'GET / HTTP/1.1\r\n', status: 400, hasEnd: true },
  { name: 'an end in a header', raw: 'GET / HTTP/1.1\r\nHo', status: 400, hasEnd: true },
];

/** Decoding and dot segments (RFC 3986 §5.2.4, §6.2.2). */
export const pathCases: readonly RequestCase[] = (
  [
    ['/a/../b', '/b'],
    ['/%61/%2E%2E/%62', '/b'],
    ['/../../a', '/a'],
    ['/a/..', '/'],
    ['/a/.', '/a/'],
    ['/./a', '/a'],
    ['/a/./b/../c', '/a/c'],
    ['/a/.../b', '/a/.../b'],
    ['/.a/..b', '/.a/..b'],
    ['/a//../b', '/a/b'],
    ['/a%2F..%2Fb', '/a%2F..%2Fb'],
    ['/%2e%2e/%2e%2e/etc', '/etc'],
    ['/%C0%A4', '/%C0%A4'],
    ['/%E0%A4%AD', '/भ'],
    ['/%F0%9F%98%80', '/😀'],
    ['/%ED%A0%80', '/%ED%A0%80'],
    ['/%F4%90%80%80', '/%F4%90%80%80'],
    ['/%E0%80%AF', '/%E0%80%AF'],
    ['/%E8%85', '/%E8%85'],
    ['/%C0%32%A4', '/%C02%A4'],
    ['/%A', '/%A'],
    ['/%', '/%'],
    ['/%zz', '/%zz'],
    ['/%25', '/%'],
    ['/a%0Ab', '/a\nb'],
  ] as const
).map(([target, path]) => ok(`${target} is ${path}`, get(target), { path }));

const targetHost = (line: string, value: string): string =>
  `${line} HTTP/1.1\r\nHost: ${value}\r\n\r\n`;

/** The forms of a target, and Host (RFC 9112 §3.2). */
export const targetCases: readonly RequestCase[] = [
  ok('OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}`, { path: '' }),
  { ...bad(405, 'GET *', `GET * HTTP/1.1\r\n${host}`), responseLine: 'Allow: OPTIONS' },
  ok('CONNECT', targetHost('CONNECT www.example.com:80', 'www.example.com:80'), {
    method: 'CONNECT',
    path: '',
  }),
  {
    ...bad(405, 'GET with an authority', targetHost('GET www.example.com:80', 'www.example.com')),
    responseLine: 'Allow: CONNECT',
  },
  bad(400, 'CONNECT with a path', targetHost('CONNECT /', 'h')),
  bad(400, 'CONNECT with a URL', targetHost('CONNECT http://h/', 'h')),
  bad(400, 'OPTIONS **', 'OPTIONS ** HTTP/1.1\r\n'),
  bad(400, 'a URL without a host', 'GET http:/ HTTP/1.1\r\n'),
  bad(400, 'a URL with an empty host', 'GET http:/// HTTP/1.1\r\n'),
  bad(400, 'user information', 'GET http://user@/abc HTTP/1.1\r\n'),
  bad(400, 'user information and a host', 'GET http://user@h/abc HTTP/1.1\r\n'),
  bad(400, 'an escape in the host', 'GET http://abc%20xyz/abc HTTP/1.1\r\n'),
  bad(400, 'another scheme', 'GET ftp://h/ HTTP/1.1\r\n'),
  bad(400, 'a relative path', 'GET ../../ HTTP/1.1\r\n'),
  ok(
    'a URL with another scheme than the connection',
    targetHost('GET https://localhost:22/abs/path', 'localhost:22'),
    { path: '/abs/path' },
  ),
  ok('a URL without a path', targetHost('GET http://example.com?p=/a/../b', 'example.com'), {
    path: '/',
    query: '?p=/a/../b',
  }),
  ok('a URL with its default port', targetHost('GET http://h:80/', 'h')),
  ok('a URL whose default port only Host has', targetHost('GET https://h/', 'h:443')),
  ok('a URL in other letters', targetHost('GET http://EXAMPLE.com/', 'example.COM')),
  bad(400, 'a URL of another host', targetHost('GET http://contoso.com/', 'not-contoso.com')),
  bad(400, 'a URL of another port', targetHost('GET http://h:81/', 'h')),
  bad(400, 'a URL and an empty Host', targetHost('GET http://contoso.com/', '')),
  bad(400, 'CONNECT to another port', targetHost('CONNECT contoso.com:443', 'contoso.com:5000')),
  bad(400, 'no Host', 'GET / HTTP/1.1\r\n\r\n'),
  bad(400, 'two Hosts', 'GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n'),
  bad(400, 'two Hosts in HTTP/1.0', 'GET / HTTP/1.0\r\nHost: h\r\nhost: h\r\n\r\n'),
  ok('no Host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'),
  ok('an empty Host', targetHost('GET /', '')),
  bad(400, 'a bad Host in HTTP/1.0', 'GET / HTTP/1.0\r\nHost: a=b\r\n\r\n'),
  ...['[::1]:80', '[::1]', '900.900.900.900:9523547852', 'a_b', "a!b~c'd", 'h:0'].map((value) =>
    ok(`Host ${value}`, targetHost('GET /', value)),
  ),
  ...[
    'a=b',
    '[afd:adf]123',
    '1.2.3.4:',
    ':1234',
    'a:b:c',
    'abcd:1abcd',
    '[]',
    '[:]',
    '[::1',
    '[::g]',
    'a b',
    'a,b',
    'a/b',
    'a@b',
    'h:-1',
    '\xc3\xa5',
  ].map((value) => bad(400, `Host ${JSON.stringify(value)}`, targetHost('GET /', value))),
];

const fields = (lines: string): string => `GET / HTTP/1.1\r\nHost: h\r\n${lines}`;

/** Header fields (RFC 9112 §5). */
export const fieldCases: readonly RequestCase[] = [
  ok('blanks around a value', fields('X:  \t value \t \r\n\r\n'), { header: ['X', 'value'] }),
  ok('no blank before a value', fields('X:value\r\n\r\n'), { header: ['X', 'value'] }),
  ok('an empty value', fields('X:\r\n\r\n'), { header: ['X', ''] }),
  ok('blanks for a value', fields('X: \t \r\n\r\n'), { header: ['X', ''] }),
  ok('blanks and colons inside of a value', fields('X: a :b\tc\r\n\r\n'), {
    header: ['X', 'a :b\tc'],
  }),
  ok('UTF-8 in a value', fields('X: \xc3\xa5\r\n\r\n'), { header: ['X', 'å'] }),
  ok('every character of a token', fields("!#$%&'*+-.^_`|~09AZaz: v\r\n\r\n"), {
    header: ["!#$%&'*+-.^_`|~09AZaz", 'v'],
  }),
  bad(400, 'folding', fields('Header: line1\r\n line2\r\n\r\n')),
  bad(400, 'folding by a tab', fields('Header: line1\r\n\tline2\r\n\r\n')),
  bad(400, 'CR CR LF', fields('Header-1: value1\r\r\n')),
  bad(400, 'a bare CR in a value', fields('Header-1: value1\rX: y\r\n\r\n')),
  bad(400, 'no colon', fields('Header-1 value1\r\n\r\n')),
  bad(400, 'a line of letters', fields('Header\r\n\r\n')),
  bad(400, 'a blank before the name', fields(' Header: value\r\n\r\n')),
  bad(400, 'a space before the colon', fields('Header : value\r\n\r\n')),
  bad(400, 'a tab before the colon', fields('Header\t: value\r\n\r\n')),
  bad(400, 'no name', fields(': value\r\n\r\n')),
  bad(400, 'no LF at the end', fields('Header-1: v\r\nHeader-2: v\r\n\r ')),
  bad(400, 'a bare LF', fields('Header: value\n\r\n')),
  bad(400, 'a bare LF at the end', fields('Header: value\r\n\n')),
  bad(400, 'a NUL in a name', fields('Hea\0der: value\r\n\r\n')),
  bad(400, 'a NUL in a value', fields('Header: va\0lue\r\n\r\n')),
  bad(400, 'a control character in a value', fields('Header: va\x01lue\r\n\r\n')),
  bad(400, 'a DEL in a value', fields('Header: va\x7flue\r\n\r\n')),
  bad(400, 'bytes outside of ASCII in a name', fields('Head\x80r: value\r\n\r\n')),
  bad(400, 'no UTF-8 in a value', fields('Header: valu\x80\r\n\r\n')),
  bad(400, 'overlong UTF-8 in a value', fields('Header: \xc0\xaf\r\n\r\n')),
  ...'()<>@,;\\"/[]?={}'
    .split('')
    .map((character) =>
      bad(400, `a name with ${character}`, fields(`a${character}b: value\r\n\r\n`)),
    ),
];

const post = (lines: string, body = ''): string =>
  `POST / HTTP/1.1\r\nHost: h\r\n${lines}\r\n${body}`;
const chunked = (body: string): string => post('Transfer-Encoding: chunked\r\n', body);

/** Bodies and their framing (RFC 9112 §6, §7). */
export const bodyCases: readonly RequestCase[] = [
  ok('a length', post('Content-Length: 5\r\n', 'hello'), { body: 'hello' }),
  ok('a length of nothing', post('Content-Length: 0\r\n'), { body: '' }),
  ok('zeros before a length', post('Content-Length: 005\r\n', 'hello'), { body: 'hello' }),
  ok('neither length nor chunks', post(''), { body: '' }),
  ok('a body with GET', 'GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab', {
    body: 'ab',
  }),
  ok('chunks', chunked('5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n'), { body: 'hello, world' }),
  ok('a chunk size with letters', chunked('a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n'), {
    body: '01234567890123456789a',
  }),
  ok('zeros before a chunk size', chunked('00000005\r\nhello\r\n000\r\n\r\n'), { body: 'hello' }),
  ok('a chunk extension', chunked('5;a=b;c="d e"\r\nhello\r\n0;last\r\n\r\n'), { body: 'hello' }),
  ok('trailers', chunked('2\r\nab\r\n0\r\nX: y\r\nZ:\r\n\r\n'), { body: 'ab' }),
  ok('chunked in other letters', post('Transfer-Encoding: CHUNKED\r\n', '0\r\n\r\n')),
  ok('chunked as the last coding', post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n')),
  bad(400, 'a length that is no number', post('Content-Length: NaN\r\n')),
  bad(400, 'a negative length', post('Content-Length: -1\r\n')),
  bad(400, 'a length with a sign', post('Content-Length: +5\r\n', 'hello')),
  bad(400, 'a length with a fraction', post('Content-Length: 5.0\r\n', 'hello')),
  bad(400, 'a hexadecimal length', post('Content-Length: 0x5\r\n', 'hello')),
  bad(400, 'an empty length', post('Content-Length:\r\n')),
  bad(400, 'two lengths', post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello')),
  bad(400, 'the same length twice', post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello')),
  bad(400, 'a list of lengths', post('Content-Length: 5, 5\r\n', 'hello')),
  bad(400, 'a length beyond all numbers', post('Content-Length: 99999999999999999999\r\n')),
  bad(
    400,
    'both a length and chunks',
    post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ),
  bad(400, 'another coding', post('Transfer-Encoding: not-chunked\r\n')),
  bad(
    400,
    'another coding with a length',
    post('Content-Length: 0\r\nTransfer-Encoding: not-chunked\r\n'),
  ),
  ...['chunked, gzip', 'chunked, chunked', 'identity', 'xchunked', 'chunked2', '"chunked"', ''].map(
    (value) => bad(400, `coding ${value}`, post(`Transfer-Encoding: ${value}\r\n`, '0\r\n\r\n')),
  ),
  ...['chunked\t', '\tchunked', ' \tchunked \t', 'gzip,\tchunked'].map((value) =>
    bad(400, `a tab in ${value}`, post(`Transfer-Encoding:${value}\r\n`, '0\r\n\r\n')),
  ),
  bad(
    400,
    'codings on two lines',
    post('Transfer-Encoding: compress\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ),
  bad(
    400,
    'chunked twice',
    post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
  ),
  bad(400, 'chunks in HTTP/1.0', 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
  bad(400, 'POST in HTTP/1.0 without a length', 'POST / HTTP/1.0\r\n\r\n'),
  bad(400, 'PUT in HTTP/1.0 without a length', 'PUT / HTTP/1.0\r\n\r\n'),
  bad(400, 'a chunk size that is no number', chunked('Cii\r\n')),
  bad(400, 'an empty chunk size', chunked('\r\n')),
  bad(400, 'a chunk size with 0x', chunked('0x5\r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a chunk size with a sign', chunked('+5\r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a negative chunk size', chunked('-1\r\nh\r\n0\r\n\r\n')),
  bad(400, 'a blank before a chunk size', chunked(' 5\r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a blank after a chunk size', chunked('5 \r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a chunk size beyond 7FFFFFFF', chunked('80000000\r\n')),
  bad(400, 'a chunk size with too many digits', chunked('000000005\r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a chunk longer than its size', chunked('C\r\n01234567890123\r\n0\r\n\r\n')),
  bad(400, 'a chunk shorter than its size', chunked('5\r\nabc\r\n0\r\n\r\n')),
  bad(400, 'a bare LF after a chunk size', chunked('5\nhello\r\n0\r\n\r\n')),
  bad(400, 'a bare CR after a chunk size', chunked('5\rhello\r\n0\r\n\r\n')),
  bad(400, 'a bare LF after a chunk', chunked('5\r\nhello\n0\r\n\r\n')),
  bad(400, 'a bare LF in an extension', chunked('5;a\nb\r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a bare CR in an extension', chunked('5;a\rb\r\nhello\r\n0\r\n\r\n')),
  bad(400, 'a NUL in an extension', chunked('5;a\0b\r\nhello\r\n0\r\n\r\n')),
  ...[
    ';',
    ';a;',
    ';=b',
    ';a=',
    ';a = b',
    '; a',
    ';a\t=b',
    ';a="x',
    ';a="\\"',
    ';a="b"c',
    ';a=b"c',
    ';a=b=c',
  ].map((text) => bad(400, `the extension ${text}`, chunked(`5${text}\r\nhello\r\n0\r\n\r\n`))),
  bad(400, 'an endless extension', chunked(`5;${'a'.repeat(2000)}\r\nhello\r\n0\r\n\r\n`)),
  bad(400, 'a trailer without a colon', chunked('0\r\nabc\r\n\r\n')),
  bad(400, 'a folded trailer', chunked('0\r\na: b\r\n c\r\n\r\n')),
  bad(400, 'no empty line after trailers', chunked('0\r\na: b\r\n\rX')),
];
