import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import { connect } from 'node:http2';
import { request as sendSecureRequest } from 'node:https';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { featureName, type FeatureKey } from '../../../server-runtime/http/featureKey.ts';
import * as runtime from '../../../server-runtime/index.ts';
import { createCertificate } from '../../support/certificate.ts';
import { listen } from '../../support/listen.ts';

const { IExceptionHandlerFeature, IServerAddressesFeature, TestServer, WebHostBuilder } = runtime;

const path = new URL('../../../docs/features.md', import.meta.url);

/** Every feature of a request that the runtime has a key for. */
const allFeatures = Object.entries(runtime)
  .filter(([name, value]) => /^I\w+Feature$/.test(name) && typeof value === 'symbol')
  .map(([name]) => name)
  .filter((name) => name !== featureName(IServerAddressesFeature))
  .sort();

type Features = Set<string>;

/** What the app finds in each kind of request. */
interface Findings {
  plain: Features;
  upgrade: Features;
  https: Features | undefined;
  /** What HttpContext adds when an app uses it. */
  onUse: Features;
  /** What useWebSockets adds. */
  webSockets: Features;
  server: Features;
}

function namesIn(features: Iterable<[FeatureKey<unknown>, unknown]>): Features {
  return new Set([...features].map(([key]) => featureName(key)));
}

function useEverything(context: runtime.HttpContext): void {
  const { connection, items, request, requestAborted, requestServices, traceIdentifier } = context;
  assert.ok(items && requestAborted && requestServices && traceIdentifier);
  assert.equal(typeof connection.remotePort, 'number');
  assert.equal(request.hasFormContentType, false);
}

/** An app that reports what it finds through a callback. */
function inspecting(
  builder: runtime.WebHostBuilder,
  report: (url: string, features: Features) => void,
): runtime.WebHostBuilder {
  return builder.configure((app) => {
    app.map('/webSockets', (branch) => {
      branch.useWebSockets();
      branch.run(({ features }) => report('/webSockets', namesIn(features)));
    });
    app.run((context) => {
      const { path: url } = context.request;
      if (url === '/onUse') useEverything(context);
      report(url, namesIn(context.features));
    });
  });
}

async function inspect(
  t: TestContext,
  use: (builder: runtime.WebHostBuilder) => runtime.WebHostBuilder,
  secureUse?: (builder: runtime.WebHostBuilder) => runtime.WebHostBuilder,
): Promise<Findings> {
  const found = new Map<string, Features>();
  const report = (url: string, features: Features): void => void found.set(url, features);
  const { host, address } = await listen(t, inspecting(use(new WebHostBuilder()), report));
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  for (const url of ['/plain', '/onUse', '/upgrade', '/webSockets']) {
    const isUpgrade = url === '/upgrade' || url === '/webSockets';
    const options = { agent: false as const, ...(isUpgrade && { headers }) };
    const request = sendRequest(address + url, options).end();
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    response.resume();
  }
  const get = (url: string): Features => found.get(url) ?? assert.fail(`no request for ${url}`);
  return {
    plain: get('/plain'),
    upgrade: get('/upgrade'),
    onUse: get('/onUse').difference(get('/plain')),
    webSockets: get('/webSockets').difference(get('/upgrade')),
    https: secureUse && (await inspectHttps(t, secureUse)),
    server: namesIn(host.serverFeatures),
  };
}

async function inspectHttps(
  t: TestContext,
  use: (builder: runtime.WebHostBuilder) => runtime.WebHostBuilder,
): Promise<Features> {
  let found: Features | undefined;
  const builder = inspecting(use(new WebHostBuilder()), (_url, features) => {
    found = features;
  });
  const { address } = await listen(t, builder, 'https://127.0.0.1:0');
  const request = sendSecureRequest(address, { rejectUnauthorized: false, agent: false }).end();
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  response.resume();
  return found ?? assert.fail('no request over https');
}

/** Asks over HTTP/2: with TLS by ALPN, else by prior knowledge. */
async function inspectHttp2(
  t: TestContext,
  use: (builder: runtime.WebHostBuilder) => runtime.WebHostBuilder,
): Promise<Findings> {
  const ask = async (scheme: string, paths: readonly string[]): Promise<Map<string, Features>> => {
    const found = new Map<string, Features>();
    const builder = inspecting(use(new WebHostBuilder()), (url, features) => {
      found.set(url, features);
    });
    const { address, host } = await listen(t, builder, `${scheme}://127.0.0.1:0`);
    const session = connect(address, { rejectUnauthorized: false });
    t.after(() => session.destroy());
    for (const path of paths) await once(session.request({ ':path': path }).resume(), 'end');
    found.set('server', namesIn(host.serverFeatures));
    return found;
  };
  const plain = await ask('http', ['/plain', '/onUse']);
  const https = (await ask('https', ['/plain'])).get('/plain') ?? assert.fail();
  const get = (url: string): Features => plain.get(url) ?? assert.fail(`no request for ${url}`);
  return {
    plain: get('/plain'),
    upgrade: get('/plain'),
    https,
    onUse: get('/onUse').difference(get('/plain')),
    webSockets: new Set(),
    server: get('server'),
  };
}

async function inspectTestServer(t: TestContext): Promise<Findings> {
  const found = new Map<string, Features>();
  const builder = inspecting(
    new WebHostBuilder(),
    (url, features) => void found.set(url, features),
  );
  const server = await TestServer.create(builder);
  t.after(() => server[Symbol.asyncDispose]());
  const signal = new AbortController().signal;
  for (const url of ['/plain', '/onUse']) await server.send({ url, signal });
  const plain = found.get('/plain') ?? assert.fail();
  return {
    plain,
    upgrade: plain,
    https: plain,
    onUse: (found.get('/onUse') ?? assert.fail()).difference(plain),
    webSockets: new Set(),
    server: namesIn(server.features),
  };
}

function cell(feature: string, { plain, upgrade, https }: Findings): string {
  if (plain.has(feature)) return 'Yes';
  if (https?.has(feature)) return 'Over https';
  return upgrade.has(feature) ? 'On upgrade requests' : 'No';
}

function otherSource(feature: string, all: readonly Findings[]): string {
  if (all.some(({ onUse }) => onUse.has(feature))) return '`HttpContext`, on first use';
  if (all.some(({ webSockets }) => webSockets.has(feature))) return '`useWebSockets`';
  if (feature === featureName(IExceptionHandlerFeature)) return '`useExceptionHandler`';
  return '';
}

function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map(
    (row) => `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`,
  );
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return lines.join('\n');
}

describe('docs/features.md', { timeout: 60_000 }, () => {
  it('says what the servers really offer', async (t) => {
    const certificate = await createCertificate();
    const useSecureKestrel = (builder: runtime.WebHostBuilder) =>
      builder.useKestrel((options) => {
        options.https = { cert: Buffer.from(certificate.cert), key: Buffer.from(certificate.key) };
      });
    const servers: Record<string, Findings> = {
      Kestrel: await inspect(t, (builder) => builder.useKestrel(), useSecureKestrel),
      'Kestrel, HTTP/2': await inspectHttp2(t, useSecureKestrel),
      'node:http': await inspect(
        t,
        (builder) => builder.useNodeHttp(),
        (builder) => builder.useNodeHttp({ node: certificate }),
      ),
      TestServer: await inspectTestServer(t),
    };
    const all = Object.values(servers);
    const requestTable = table([
      ['Feature', ...Object.keys(servers), 'Otherwise from'],
      ...allFeatures.map((feature) => [
        `\`${feature}\``,
        ...all.map((findings) => cell(feature, findings)),
        otherSource(feature, all),
      ]),
    ]);
    const serverFeatures = [...new Set(all.flatMap(({ server }) => [...server]))].sort();
    const serverTable = table([
      ['Feature', ...Object.keys(servers)],
      ...serverFeatures.map((feature) => [
        `\`${feature}\``,
        ...all.map(({ server }) => (server.has(feature) ? 'Yes' : 'No')),
      ]),
    ]);
    const expected = `# Features by server

What each server offers an app, found by asking the running servers
(\`test/functional/hosting/featuresTable.test.ts\`, which fails when this file is out of date; with \`UPDATE_DOCS=1\` it
rewrites it). A feature that a server does not have is absent: \`features.get\` gives undefined.

## Of a request: \`context.features\`

${requestTable}

"Otherwise from" names who adds a feature where the server has none. Features without any "Yes" are places for apps and
middleware: what they put there is what \`HttpContext\` shows. \`ITlsConnectionFeature\` also comes from
\`useIISIntegration\`, when the front end forwards the client's certificate.

What middleware sets is there for the request alone. Setting null takes it out again; where the connection has such a
feature, as those of TLS and \`IConnection…\`, that one shows then.

## Of the server: \`app.serverFeatures\`

${serverTable}

## Left out

Features of ASP.NET Core that have no key here, and why:

| Feature | Reason |
|---|---|
| \`IHttpBufferingFeature\`, \`IHttpSendFileFeature\` | today's are \`disableBuffering\` and \`sendFile\` of \`IHttpResponseBodyFeature\` |
| \`IHttpBodyControlFeature\` | it allows synchronous reading and writing, which Node has not |
| \`IRequestBodyPipeFeature\`, \`IMemoryPoolFeature\`, \`IConnectionTransportFeature\` | pipes and pools of .NET; the body is an async iterable and a Web stream |
| \`ISessionFeature\` | no middleware here keeps sessions; one of your own brings a key with \`featureKey\` |
| \`IEndpointFeature\`, \`IRouteValuesFeature\` | no routing here; bring a router by \`fetchHandler\` or \`nodeHandler\` |
| \`IHttpRequestTimeoutFeature\`, \`IHttpActivityFeature\`, \`IHttpMetricsTagsFeature\` | of middleware and diagnostics that do not exist here |
| \`IServerVariablesFeature\` | of IIS itself; the proxied server passes no server variables on |
| \`IHttpsCompressionFeature\` | \`useResponseCompression\` has the option instead |
| \`ITlsTokenBindingFeature\` | no client speaks it any more |
| \`IHttpWebTransportFeature\`, \`IProtocolErrorCodeFeature\` | of HTTP/3, which Node has not |
| \`IConnectionUserFeature\`, \`IConnectionCompleteFeature\`, \`IConnectionHeartbeatFeature\` | nothing to put there: no accounts on connections; \`connectionClosed\` of \`IConnectionLifetimeFeature\` tells the end |
`;
    if (process.env['UPDATE_DOCS']) writeFileSync(path, expected);
    assert.equal(readFileSync(path, 'utf8'), expected);
  });
});
