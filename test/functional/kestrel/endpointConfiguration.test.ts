import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import {
  ConfigurationBuilder,
  IServerAddressesFeature,
  LogLevel,
  WebHostBuilder,
  type ConfigurationRoot,
  type HttpContext,
  type WebHost,
} from '../../../server-runtime/index.ts';
import { Deferred } from '../../../server-runtime/primitives/deferred.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';
import { eventually } from '../host/processes.ts';

const anyPort = 'http://127.0.0.1:0';

/** An appsettings.json with a section `Kestrel`, and the configuration that is read from it. */
class SettingsFile {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'endpoints-'));
  readonly configuration: ConfigurationRoot;
  readonly #file = path.join(this.folder, 'appsettings.json');

  constructor(t: TestContext, kestrel: object, reloadOnChange = false) {
    t.after(() => rmSync(this.folder, { recursive: true, force: true }));
    this.write(kestrel);
    this.configuration = new ConfigurationBuilder()
      .addJsonFile(this.#file, { reloadOnChange })
      .build();
    t.after(() => this.configuration.dispose());
  }

  write(kestrel: object): void {
    writeFileSync(this.#file, JSON.stringify({ Kestrel: kestrel }));
  }

  change(kestrel: object): void {
    this.write(kestrel);
    this.configuration.reload();
  }
}

interface Running {
  host: WebHost;
  log: RecordingLoggerProvider;
  /** As they are now. */
  addresses: () => readonly string[];
  waitForLog: (text: string) => Promise<void>;
}

async function start(
  t: TestContext,
  settings: SettingsFile,
  app: (context: HttpContext) => unknown = ({ response }) => response.write('ok'),
  configure: (builder: WebHostBuilder) => void = () => undefined,
): Promise<Running> {
  const log = new RecordingLoggerProvider();
  const builder = new WebHostBuilder()
    .useContentRoot(settings.folder)
    .suppressStatusMessages()
    .configureLogging((logging) => logging.addProvider(log).setMinimumLevel(LogLevel.debug))
    .useKestrel((options) => options.configure(settings.configuration.getSection('Kestrel')))
    .configure((target) => target.run(async (context) => void (await app(context))));
  configure(builder);
  const host = builder.build();
  t.after(() => host.dispose());
  await host.start();
  const addresses = host.serverFeatures.get(IServerAddressesFeature)?.addresses ?? assert.fail();
  return {
    host,
    log,
    addresses: () => addresses,
    waitForLog: (text) =>
      eventually(() => log.lines.some((line) => line.includes(text)), `the log says ${text}`),
  };
}

async function getText(address: string | undefined): Promise<string> {
  return (await fetch(address ?? assert.fail('no address'))).text();
}

async function subjectAt(
  t: TestContext,
  address: string | undefined,
  options: ConnectionOptions = {},
): Promise<string> {
  const port = Number(new URL(address ?? '').port);
  const socket: TLSSocket = connectTls({
    host: '127.0.0.1',
    port,
    rejectUnauthorized: false,
    ...options,
  });
  t.after(() => socket.destroy());
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

/** A port that something else listens on. */
async function takePort(
  t: TestContext,
  host = '127.0.0.1',
): Promise<{ port: number; free: () => Promise<void> }> {
  const other = createServer();
  t.after(() => other.close());
  await new Promise<void>((resolve) => other.listen(0, host, resolve));
  const free = (): Promise<void> => new Promise((resolve) => other.close(() => resolve()));
  return { port: (other.address() as AddressInfo).port, free };
}

describe('Kestrel:Endpoints', { timeout: 60_000 }, () => {
  it('are listened on, in place of urls, with a warning', async (t) => {
    const settings = new SettingsFile(t, {
      Endpoints: { A: { Url: anyPort }, B: { Url: anyPort } },
    });
    const { addresses, log } = await start(t, settings, undefined, (builder) =>
      builder.useUrls('http://127.0.0.1:1'),
    );
    assert.equal(addresses().length, 2);
    for (const address of addresses()) assert.equal(await getText(address), 'ok');
    assert.ok(
      log.lines.includes(
        "warning: Overriding address(es) 'http://127.0.0.1:1'. Binding to endpoints defined via IConfiguration and/or UseKestrel() instead.",
      ),
    );
  });

  it('give way to urls with preferHostingUrls, and stay away', async (t) => {
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: 'http://127.0.0.1:1' } } });
    const { addresses, log } = await start(t, settings, undefined, (builder) =>
      builder.useUrls(anyPort).useSetting('preferHostingUrls', 'true'),
    );
    assert.equal(addresses().length, 1);
    assert.equal(await getText(addresses()[0]), 'ok');
    assert.ok(
      log.lines.includes(
        `information: Overriding endpoints defined via IConfiguration and/or UseKestrel() because PreferHostingUrls is set to true. Binding to address(es) '${anyPort}' instead.`,
      ),
    );
    settings.change({ Endpoints: { B: { Url: anyPort } } });
    // What follows a change begins at once; a request takes longer.
    assert.equal(await getText(addresses()[0]), 'ok');
    assert.ok(!log.lines.some((line) => line.includes('Config changed')));
    assert.equal(addresses().length, 1);
  });

  it('come from the settings of the host when nothing else is said', async (t) => {
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: anyPort } } });
    const host = new WebHostBuilder()
      .suppressStatusMessages()
      .useConfiguration(settings.configuration)
      .useKestrel()
      .configure((app) => app.run(({ response }) => response.write('ok')))
      .build();
    t.after(() => host.dispose());
    await host.start();
    const [address] = host.serverFeatures.get(IServerAddressesFeature)?.addresses ?? [];
    assert.notEqual(new URL(address ?? '').port, '5000');
    assert.equal(await getText(address), 'ok');
  });

  it('are served with their own certificates, paths from the content root', async (t) => {
    const main = makeCertificate(t, 'main.example');
    const own = makeCertificate(t, 'own.example');
    const other = makeCertificate(t, 'other.example');
    const settings = new SettingsFile(t, {});
    settings.change({
      Certificates: {
        Default: { Path: path.relative(settings.folder, main.pfx), Password: 'secret' },
      },
      EndpointDefaults: { Protocols: 'Http1' },
      Endpoints: {
        A: { Url: 'https://127.0.0.1:0' },
        B: {
          Url: 'https://127.0.0.1:0',
          Protocols: 'Http1AndHttp2',
          SslProtocols: ['Tls12'],
          Certificate: { Path: own.cert, KeyPath: own.key },
          Sni: { 'other.example': { Certificate: { Path: other.cert, KeyPath: other.key } } },
        },
      },
    });
    const { addresses } = await start(t, settings);
    const [a, b] = addresses();
    assert.equal(await subjectAt(t, a), 'main.example');
    assert.equal(await subjectAt(t, b), 'own.example');
    assert.equal(await subjectAt(t, b, { servername: 'other.example' }), 'other.example');
    await assert.rejects(subjectAt(t, a, { ALPNProtocols: ['h2'] }), 'HTTP/1.1 alone');
    await subjectAt(t, b, { ALPNProtocols: ['h2'] });
    await assert.rejects(subjectAt(t, b, { minVersion: 'TLSv1.3' }));
  });

  it('ask for client certificates when they say so', async (t) => {
    const { pfx } = makeCertificate(t, 'localhost');
    const settings = new SettingsFile(t, {
      Endpoints: {
        A: {
          Url: 'https://127.0.0.1:0',
          ClientCertificateMode: 'RequireCertificate',
          Certificate: { Path: pfx, Password: 'secret' },
        },
      },
    });
    const { addresses } = await start(t, settings);
    const port = Number(new URL(addresses()[0] ?? '').port);
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    t.after(() => socket.destroy());
    const [error] = (await once(socket, 'error')) as [Error];
    assert.match(error.message, /certificate required/);
  });

  it('fail the start when one of them cannot be', async (t) => {
    const settings = new SettingsFile(t, { Endpoints: { Web: { Protocols: 'Http1' } } });
    await assert.rejects(start(t, settings), {
      message: "The endpoint Web is missing the required 'Url' parameter.",
    });
    settings.change({ Endpoints: { Web: { Url: 'http://127.0.0.1:0/base' } } });
    await assert.rejects(start(t, settings), {
      message: 'A path base can only be configured using IApplicationBuilder.UsePathBase().',
    });
  });
});

describe('Kestrel:Endpoints in a configuration that changes', { timeout: 60_000 }, () => {
  it('come and go, and the others stay as they are', async (t) => {
    const settings = new SettingsFile(t, {
      Endpoints: { A: { Url: anyPort }, B: { Url: anyPort } },
    });
    const { addresses, waitForLog, log } = await start(t, settings);
    const [a, b] = addresses();
    settings.change({ Endpoints: { A: { Url: anyPort }, C: { Url: 'http://[::1]:0' } } });
    await waitForLog("Config changed. Starting the following endpoints: 'http://[::1]:0'");
    await eventually(() => addresses().length === 2, 'the new address is shown');
    assert.ok(
      log.lines.includes(
        `information: Config changed. Stopping the following endpoints: '${anyPort}'`,
      ),
    );
    assert.equal(addresses()[0], a);
    assert.match(addresses()[1] ?? '', /^http:\/\/\[::1\]:[1-9]\d*$/);
    for (const address of addresses()) assert.equal(await getText(address), 'ok');
    await assert.rejects(fetch(b ?? ''), 'B is gone');
  });

  it('are followed by themselves when the file is watched', async (t) => {
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: anyPort } } }, true);
    const { addresses } = await start(t, settings);
    settings.write({ Endpoints: { A: { Url: anyPort }, B: { Url: anyPort } } });
    await eventually(() => addresses().length === 2, 'the new endpoint is there');
    assert.equal(await getText(addresses()[1]), 'ok');
  });

  it('are served anew when what they say changes', async (t) => {
    const one = makeCertificate(t, 'one.example');
    const two = makeCertificate(t, 'two.example');
    const kestrel = (Path: string): object => ({
      Endpoints: {
        A: { Url: 'https://127.0.0.1:0', Certificate: { Path, Password: 'secret' } },
        B: { Url: anyPort },
      },
    });
    const settings = new SettingsFile(t, kestrel(one.pfx));
    const { addresses } = await start(t, settings);
    const [a = '', b = ''] = addresses();
    assert.equal(await subjectAt(t, a), 'one.example');
    settings.change(kestrel(two.pfx));
    await eventually(() => addresses().length === 2 && !addresses().includes(a), 'A is new');
    const secure = addresses().find((address) => address.startsWith('https:'));
    assert.equal(await subjectAt(t, secure), 'two.example');
    assert.ok(addresses().includes(b));
  });

  it('let requests in flight end when they go', async (t) => {
    const arrived = new Deferred();
    const released = new Deferred();
    const settings = new SettingsFile(t, {
      Endpoints: { A: { Url: anyPort }, B: { Url: anyPort } },
    });
    const { addresses, waitForLog } = await start(t, settings, async ({ response }) => {
      arrived.resolve();
      await released.promise;
      await response.write('late');
    });
    const answer = fetch(addresses()[1] ?? '');
    await arrived.promise;
    settings.change({ Endpoints: { A: { Url: anyPort } } });
    await waitForLog('Config changed. Stopping');
    released.resolve();
    assert.equal(await (await answer).text(), 'late');
    await eventually(() => addresses().length === 1, 'the address is gone');
  });

  it('that cannot be bound are a critical entry, and the server goes on', async (t) => {
    const { port, free } = await takePort(t);
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: anyPort } } });
    const { addresses, waitForLog, log } = await start(t, settings);
    const taken = { A: { Url: anyPort }, B: { Url: `http://127.0.0.1:${port}` } };
    settings.change({ Endpoints: taken });
    await waitForLog(`critical: Unable to bind to 'http://127.0.0.1:${port}' on config reload.`);
    const entry = log.entries.find(({ level }) => level === LogLevel.critical);
    assert.ok(entry?.error instanceof Error && 'code' in entry.error);
    assert.equal(entry.error.code, 'EADDRINUSE');
    assert.equal(addresses().length, 1);
    assert.equal(await getText(addresses()[0]), 'ok');
    // The next change tries again.
    await free();
    settings.change({ Endpoints: taken });
    await eventually(() => addresses().length === 2, 'B is there');
    assert.equal(await getText(addresses()[1]), 'ok');
  });

  it('that are bound in part are given up, until the next change', async (t) => {
    const { port, free } = await takePort(t, '::1');
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: anyPort } } });
    const { addresses, waitForLog } = await start(t, settings);
    const url = `http://localhost:${port}`;
    const both = { Endpoints: { A: { Url: anyPort }, B: { Url: url } } };
    settings.change(both);
    await waitForLog(`critical: Unable to bind to '${url}' on config reload.`);
    await free();
    settings.change(both);
    await eventually(() => addresses().includes(url), 'B is there, on both loopback interfaces');
    for (const host of ['127.0.0.1', '[::1]']) {
      assert.equal(await getText(`http://${host}:${port}`), 'ok');
    }
  });

  it('that make no sense are a critical entry, and nothing changes', async (t) => {
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: anyPort } } });
    const { addresses, waitForLog, log } = await start(t, settings);
    settings.change({ Endpoints: { B: {} } });
    await waitForLog('critical: Unable to reload configuration.');
    const entry = log.entries.find(({ level }) => level === LogLevel.critical);
    assert.ok(entry?.error instanceof Error);
    const { message } = entry.error;
    assert.equal(message, "The endpoint B is missing the required 'Url' parameter.");
    assert.equal(await getText(addresses()[0]), 'ok');
  });

  it('are not listened on any more after the stop', async (t) => {
    const settings = new SettingsFile(t, { Endpoints: { A: { Url: anyPort } } });
    const { host, addresses, log } = await start(t, settings);
    const [a = ''] = addresses();
    settings.change({ Endpoints: { A: { Url: anyPort }, B: { Url: anyPort } } });
    await host.stop();
    settings.change({ Endpoints: { C: { Url: anyPort } } });
    await assert.rejects(fetch(a));
    for (const address of addresses()) await assert.rejects(fetch(address));
    assert.ok(!log.lines.some((line) => line.startsWith('critical')));
  });
});
