import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HeaderDictionary } from '../../../server-runtime/http/headerDictionary.ts';
import { parseCookies } from '../../../server-runtime/http/requestCookies.ts';
import { ResponseCookies } from '../../../server-runtime/http/responseCookies.ts';

describe('parseCookies', () => {
  const cases: [header: string, cookies: Record<string, string>][] = [
    ['a=1; b=2', { a: '1', b: '2' }],
    ['a=1;b=2;', { a: '1', b: '2' }],
    ['a=', { a: '' }],
    ['a', {}],
    ['=1', {}],
    ['a=1; a=2', { a: '1' }],
    ['a=b=c', { a: 'b=c' }],
    ['a="quoted"', { a: 'quoted' }],
    ['a=%C3%BC', { a: 'ü' }],
    ['a=%zz', { a: '%zz' }],
    ['A=1; a=2', { A: '1', a: '2' }],
    ['__proto__=1', JSON.parse('{"__proto__":"1"}') as Record<string, string>],
  ];
  for (const [header, cookies] of cases) {
    it(`reads ${header}`, () => {
      assert.deepEqual([...parseCookies([header])], Object.entries(cookies));
    });
  }

  it('reads several headers', () => {
    assert.deepEqual(
      [...parseCookies(['a=1', 'b=2'])],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    );
  });
});

describe('ResponseCookies', () => {
  const create = (): { headers: HeaderDictionary; cookies: ResponseCookies } => {
    const headers = new HeaderDictionary();
    return { headers, cookies: new ResponseCookies(() => headers) };
  };

  it('adds each cookie as a header line of its own', () => {
    const { headers, cookies } = create();
    cookies.append('a', '1');
    cookies.append('b', 'ü;');
    assert.deepEqual(headers.getAll('Set-Cookie'), ['a=1; path=/', 'b=%C3%BC%3B; path=/']);
  });

  it('writes the attributes', () => {
    const { headers, cookies } = create();
    cookies.append('a', '1', {
      path: '/x',
      domain: 'example.com',
      expires: new Date(0),
      maxAge: 60,
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
    });
    assert.equal(
      headers.get('Set-Cookie'),
      'a=1; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60; domain=example.com; path=/x; secure; samesite=lax; httponly',
    );
  });

  it('deletes by setting it in the past, in place of what was set before', () => {
    const { headers, cookies } = create();
    cookies.append('a', '1');
    cookies.append('b', '2');
    cookies.delete('a', { maxAge: 5 });
    assert.deepEqual(headers.getAll('Set-Cookie'), [
      'b=2; path=/',
      'a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/',
    ]);
  });

  it('refuses what would become another attribute', () => {
    const { cookies } = create();
    assert.throws(() => cookies.append('a', '1', { path: '/; secure' }), TypeError);
    assert.throws(() => cookies.append('a b', '1'), TypeError);
    assert.throws(() => cookies.append('a=b', '1'), TypeError);
  });
});
