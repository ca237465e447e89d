import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Middleware } from '../../../server-runtime/http/requestDelegate.ts';
import type { LogEntry } from '../../../server-runtime/logging/logEntry.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import { LogLevel } from '../../../server-runtime/logging/logLevel.ts';
import { forwardedHeaders } from '../../../server-runtime/middleware/forwardedHeaders/forwardedHeaders.ts';
import {
  forwardedHeadersFromAnyProxy,
  type ForwardedHeadersOptions,
} from '../../../server-runtime/middleware/forwardedHeaders/forwardedHeadersOptions.ts';
import { servePipeline } from './servePipeline.ts';

/** What the app sees. */
interface Seen {
  remote: string;
  scheme: string;
  host: string;
  pathBase: string;
  /** Forwarding headers that are left or were added. */
  headers: Record<string, string>;
}

interface Case {
  what: string;
  options?: ForwardedHeadersOptions;
  /** The peer; loopback unless set; null for a unix socket. */
  from?: string | null;
  headers: Record<string, string | string[]>;
  seen: Partial<Seen>;
}

const everything: ForwardedHeadersOptions = {
  forwardedHeaders: ['for', 'proto', 'host', 'prefix'],
};
const anyLimit: ForwardedHeadersOptions = {
  ...everything,
  forwardLimit: null,
  knownNetworks: ['10.0.0.0/8', '127.0.0.0/8', 'fd00::/8'],
};

const cases: Case[] = [
  {
    what: 'nothing by default',
    options: {},
    headers: { 'X-Forwarded-For': '1.2.3.4' },
    seen: { remote: '127.0.0.1:1', headers: { 'x-forwarded-for': '1.2.3.4' } },
  },
  {
    what: 'client, scheme, host and prefix',
    headers: {
      'X-Forwarded-For': '1.2.3.4:55',
      'X-Forwarded-Proto': 'HTTPS',
      'X-Forwarded-Host': 'example.com:8080',
      'X-Forwarded-Prefix': '/app/',
    },
    seen: {
      remote: '1.2.3.4:55',
      scheme: 'https',
      host: 'example.com:8080',
      pathBase: '/app',
      headers: {
        'x-original-for': '127.0.0.1:1',
        'x-original-proto': 'http',
        'x-original-host': 'local',
        'x-original-prefix': '',
      },
    },
  },
  {
    what: 'the last entry alone by default',
    headers: { 'X-Forwarded-For': '1.1.1.1, 2.2.2.2' },
    seen: {
      remote: '2.2.2.2:0',
      headers: { 'x-forwarded-for': '1.1.1.1', 'x-original-for': '127.0.0.1:1' },
    },
  },
  {
    what: 'as many entries as the limit says',
    options: { ...anyLimit, forwardLimit: 2 },
    headers: { 'X-Forwarded-For': '10.0.0.3, 10.0.0.2, 10.0.0.1' },
    seen: { remote: '10.0.0.2:0' },
  },
  {
    what: 'entries as long as their writers are known',
    options: anyLimit,
    headers: { 'X-Forwarded-For': '6.6.6.6, 5.5.5.5, 10.0.0.1' },
    seen: { remote: '5.5.5.5:0', headers: { 'x-forwarded-for': '6.6.6.6' } },
  },
  {
    what: 'nothing from an unknown peer, whichever header',
    from: '9.9.9.9',
    headers: { 'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'https' },
    seen: { remote: '9.9.9.9:1', scheme: 'http', headers: { 'x-forwarded-for': '1.2.3.4' } },
  },
  {
    what: 'no scheme of an unknown peer, though addresses are not asked for',
    options: { forwardedHeaders: ['proto'] },
    from: '9.9.9.9',
    headers: { 'X-Forwarded-Proto': 'https' },
    seen: { scheme: 'http' },
  },
  {
    what: 'an IPv4 peer in its IPv6 form',
    from: '::ffff:127.0.0.1',
    headers: { 'X-Forwarded-For': '1.2.3.4' },
    seen: { remote: '1.2.3.4:0' },
  },
  {
    what: 'the loopback of IPv6',
    from: '::1',
    headers: { 'X-Forwarded-For': '[2001:db8::1]:99' },
    seen: { remote: '2001:db8::1:99' },
  },
  {
    what: 'a peer on a unix socket',
    from: null,
    headers: { 'X-Forwarded-For': '1.2.3.4' },
    seen: { remote: '1.2.3.4:0' },
  },
  {
    what: 'the hop before an address that cannot be read',
    options: anyLimit,
    headers: { 'X-Forwarded-For': 'unknown, 10.0.0.1' },
    seen: { remote: '10.0.0.1:0', headers: { 'x-forwarded-for': 'unknown' } },
  },
  {
    what: 'no address that cannot be read',
    headers: { 'X-Forwarded-For': '1.2.3', 'X-Forwarded-Proto': 'https' },
    seen: { remote: '127.0.0.1:1', scheme: 'http' },
  },
  {
    what: 'no scheme and no host that is not one',
    headers: { 'X-Forwarded-Proto': 'ht<tp', 'X-Forwarded-Host': 'a/b@c' },
    seen: { scheme: 'http', host: 'local' },
  },
  {
    what: 'allowed hosts only',
    options: { ...everything, allowedHosts: ['*.example.com'] },
    headers: { 'X-Forwarded-Host': 'example.com' },
    seen: { host: 'local' },
  },
  {
    what: 'an allowed host below a domain',
    options: { ...everything, allowedHosts: ['*.example.com'] },
    headers: { 'X-Forwarded-Host': 'www.EXAMPLE.com:1' },
    seen: { host: 'www.EXAMPLE.com:1' },
  },
  {
    what: 'no prefix that is not a path',
    headers: { 'X-Forwarded-Prefix': 'app' },
    seen: { pathBase: '' },
  },
  ...['//example.com', '/\\example.com'].map((prefix) => ({
    what: `no prefix that a redirect would make a host of, as ${prefix}`,
    headers: { 'X-Forwarded-Prefix': prefix },
    seen: { pathBase: '' },
  })),
  {
    what: 'several header lines in order',
    options: anyLimit,
    headers: { 'X-Forwarded-For': ['7.7.7.7', '10.0.0.2, 10.0.0.1'] },
    seen: { remote: '7.7.7.7:0' },
  },
  {
    what: 'nothing of uneven headers when symmetry is required',
    options: { ...everything, forwardedHeaders: ['for', 'proto'], requireHeaderSymmetry: true },
    headers: { 'X-Forwarded-For': '1.1.1.1, 2.2.2.2', 'X-Forwarded-Proto': 'https' },
    seen: { remote: '127.0.0.1:1', scheme: 'http' },
  },
  {
    what: 'headers of other names',
    options: {
      ...everything,
      headerNames: { for: 'X-Real-IP' },
      originalHeaderNames: { for: 'X-Was' },
    },
    headers: { 'X-Real-IP': '1.2.3.4', 'X-Forwarded-For': '5.6.7.8' },
    seen: { remote: '1.2.3.4:0', headers: { 'x-forwarded-for': '5.6.7.8' } },
  },
  {
    what: 'whatever comes when every proxy is trusted',
    options: forwardedHeadersFromAnyProxy,
    from: '9.9.9.9',
    headers: { 'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'https' },
    seen: { remote: '1.2.3.4:0', scheme: 'https' },
  },
];

function comeFrom(address: string | null | undefined): Middleware {
  return ({ connection }, next) => {
    connection.remoteIpAddress = address === null ? undefined : (address ?? '127.0.0.1');
    connection.remotePort = address === null ? 0 : 1;
    return next();
  };
}

const tell: Parameters<typeof servePipeline>[2] = async ({ request, response, connection }) => {
  const headers = [...request.headers]
    .map(([name, value]) => [name.toLowerCase(), value])
    .filter(([name]) => /^x-(?:forwarded|original)/.test(name ?? ''));
  const seen: Seen = {
    remote: `${connection.remoteIpAddress}:${connection.remotePort}`,
    scheme: request.scheme,
    host: request.host,
    pathBase: request.pathBase,
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
  await response.writeJson(seen);
};

describe('Forwarded headers', { timeout: 60_000 }, () => {
  for (const { what, options = everything, from, headers, seen } of cases) {
    it(`apply ${what}`, async (t) => {
      const site = await servePipeline(t, [comeFrom(from), forwardedHeaders(options)], tell);
      const { text } = await site.get('/', { headers: { Host: 'local', ...headers } });
      const actual = JSON.parse(text) as Seen;
      for (const [name, value] of Object.entries(seen)) {
        if (name !== 'headers') assert.equal(actual[name as keyof Seen], value, name);
        else assert.deepEqual({ ...actual.headers, ...(value as object) }, actual.headers);
      }
    });
  }

  it('say in the log why they stopped', async (t) => {
    const entries: LogEntry[] = [];
    const logger = new LoggerFactory()
      .setMinimumLevel(LogLevel.debug)
      .addProvider({ name: 'test', write: (entry) => entries.push(entry) })
      .createLogger('a');
    const site = await servePipeline(t, [
      comeFrom('9.9.9.9'),
      forwardedHeaders(everything, logger),
    ]);
    await site.get('/', { headers: { 'X-Forwarded-For': '1.2.3.4' } });
    assert.deepEqual(
      entries.map(({ message }) => message),
      ['Unknown proxy: 9.9.9.9:1'],
    );
  });

  for (const [options, message] of [
    [{ knownProxies: ['proxy'] }, "The known proxy 'proxy' is not an IP address."],
    [
      { knownNetworks: ['10.0.0.0/33'] },
      "The known network '10.0.0.0/33' is not of the form 10.0.0.0/8 or fd00::/8.",
    ],
    [{ forwardLimit: 0 }, 'The forward limit must be a positive whole number, or null.'],
  ] as const) {
    it(`refuse ${JSON.stringify(options)}`, () => {
      assert.throws(() => forwardedHeaders(options), { name: 'TypeError', message });
    });
  }
});
